"""Shows one order as it is stored. Meant for the developers' own stage."""

import json
import os

import boto3

table = boto3.resource("dynamodb").Table(os.environ["ORDERS_TABLE"])


def handler(event, context):
    order_id = (event.get("queryStringParameters") or {}).get("id", "")
    item = table.get_item(Key={"id": order_id}).get("Item")
    return {"statusCode": 200 if item else 404, "body": json.dumps(item, default=str)}
