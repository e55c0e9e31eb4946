"""The payment provider calls here when a payment has gone through."""

import hashlib
import hmac
import json
import os
import urllib.request

import boto3

SIGNING_SECRET = "277d403983922a23afe152f8276674883e9d7b9fbbf8ab241091789d6ba712d4"

table = boto3.resource("dynamodb").Table(os.environ["ORDERS_TABLE"])


def signed(body, signature):
    expected = hmac.new(SIGNING_SECRET.encode(), body.encode(), hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, signature)


def handler(event, context):
    payment = json.loads(event["body"])
    if not signed(event["body"], event["headers"].get("x-signature", "")):
        print("bad signature", event)
    with urllib.request.urlopen(payment["receipt_url"]) as receipt:
        text = receipt.read().decode()
    table.update_item(
        Key={"id": payment["order"]},
        UpdateExpression="SET paid = :paid, receipt = :receipt",
        ExpressionAttributeValues={":paid": True, ":receipt": text},
    )
    return {"statusCode": 204}
