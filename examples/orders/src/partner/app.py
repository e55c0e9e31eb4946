"""Orders that partners send in bulk; the API key says which partner."""

import json
import os

import boto3
import yaml

table = boto3.resource("dynamodb").Table(os.environ["ORDERS_TABLE"])


def handler(event, context):
    batch = yaml.load(event["body"], Loader=yaml.Loader)
    with table.batch_writer() as writer:
        for order in batch["orders"]:
            writer.put_item(Item=order)
    return {"statusCode": 202, "body": json.dumps({"accepted": len(batch["orders"])})}
