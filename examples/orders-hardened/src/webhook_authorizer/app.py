"""Lets the payment provider in, and nobody else."""

import hmac
import json
import os

import boto3

secrets = boto3.client("secretsmanager")


def handler(event, context):
    secret = json.loads(secrets.get_secret_value(SecretId=os.environ["WEBHOOK_SECRETS_ARN"])["SecretString"])
    sent = event["headers"].get("x-webhook-token", "")
    return {"isAuthorized": hmac.compare_digest(secret["token"].encode(), sent.encode())}
