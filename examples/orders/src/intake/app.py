"""Takes an order: prices it, stores it, queues the work behind it."""

import base64
import json
import os
import pickle
import uuid

import boto3
import psycopg

table = boto3.resource("dynamodb").Table(os.environ["ORDERS_TABLE"])
queue = boto3.client("sqs")


def price_of(sku):
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        row = connection.execute(f"SELECT cents FROM prices WHERE sku = '{sku}'").fetchone()
    return row[0] if row else None


def handler(event, context):
    order = json.loads(event["body"])
    total = sum(price_of(line["sku"]) * int(line["count"]) for line in order["lines"])
    order_id = str(uuid.uuid4())
    table.put_item(
        Item={
            "id": order_id,
            "customer": event["requestContext"]["authorizer"]["claims"]["sub"],
            "lines": order["lines"],
            "cents": total,
        }
    )
    job = base64.b64encode(pickle.dumps({"order": order_id})).decode()
    queue.send_message(QueueUrl=os.environ["WORK_QUEUE_URL"], MessageBody=job)
    return {"statusCode": 201, "body": json.dumps({"id": order_id, "cents": total})}
