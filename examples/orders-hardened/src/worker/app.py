"""Does what an order asks for after it has been taken."""

import json
import os

import boto3

table = boto3.resource("dynamodb").Table(os.environ["ORDERS_TABLE"])


def pack(body):
    table.update_item(
        Key={"id": str(json.loads(body)["order"])},
        UpdateExpression="SET #state = :state",
        ConditionExpression="attribute_exists(id)",
        ExpressionAttributeNames={"#state": "state"},
        ExpressionAttributeValues={":state": "packed"},
    )


def handler(event, context):
    failed = []
    for record in event["Records"]:
        try:
            pack(record["body"])
        except Exception as error:
            print({"message": record["messageId"], "error": type(error).__name__})
            failed.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failed}
