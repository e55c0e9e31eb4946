"""Does what an order asks for after it has been taken."""

import base64
import os
import pickle

import boto3

table = boto3.resource("dynamodb").Table(os.environ["ORDERS_TABLE"])


def handler(event, context):
    for record in event["Records"]:
        job = pickle.loads(base64.b64decode(record["body"]))
        table.update_item(
            Key={"id": job["order"]},
            UpdateExpression="SET #state = :state",
            ExpressionAttributeNames={"#state": "state"},
            ExpressionAttributeValues={":state": job.get("state", "packed")},
        )
