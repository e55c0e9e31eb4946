"""The payment provider calls here when a payment has gone through."""

import hashlib
import hmac
import json
import os

import boto3

table = boto3.resource("dynamodb").Table(os.environ["ORDERS_TABLE"])
secrets = boto3.client("secretsmanager")


def signed(body, signature):
    secret = json.loads(secrets.get_secret_value(SecretId=os.environ["WEBHOOK_SECRETS_ARN"])["SecretString"])
    expected = hmac.new(secret["signing_key"].encode(), body.encode(), hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, signature)


def handler(event, context):
    if not signed(event["body"], event["headers"].get("x-signature", "")):
        return {"statusCode": 401}
    payment = json.loads(event["body"])
    table.update_item(
        Key={"id": str(payment["order"])},
        UpdateExpression="SET paid = :paid, payment = :payment",
        ConditionExpression="attribute_exists(id)",
        ExpressionAttributeValues={":paid": True, ":payment": str(payment["id"])[:64]},
    )
    return {"statusCode": 204}
