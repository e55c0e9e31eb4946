"""Orders that partners send in bulk; the gateway has checked the partner's signature (AWS_IAM)."""

import json
import os
import uuid

import boto3

table = boto3.resource("dynamodb").Table(os.environ["ORDERS_TABLE"])


def order_of(partner, raw):
    lines = [{"sku": str(line["sku"])[:40], "count": int(line["count"])} for line in raw["lines"]]
    return {"id": str(uuid.uuid4()), "customer": partner, "lines": lines}


def handler(event, context):
    partner = event["requestContext"]["identity"]["userArn"]
    try:
        orders = [order_of(partner, raw) for raw in json.loads(event["body"])["orders"][:100]]
    except (ValueError, KeyError, TypeError):
        return {"statusCode": 400, "body": "not a batch of orders"}
    with table.batch_writer() as writer:
        for order in orders:
            writer.put_item(Item=order)
    return {"statusCode": 202, "body": json.dumps({"accepted": len(orders)})}
