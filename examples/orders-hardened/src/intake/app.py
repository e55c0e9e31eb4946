"""Takes an order: prices it, stores it, queues the work behind it."""

import json
import os
import uuid

import boto3
import psycopg

table = boto3.resource("dynamodb").Table(os.environ["ORDERS_TABLE"])
queue = boto3.client("sqs")
secrets = boto3.client("secretsmanager")


def login():
    """The database login, read on use: it never lies in the environment."""
    return json.loads(secrets.get_secret_value(SecretId=os.environ["DATABASE_LOGIN_ARN"])["SecretString"])


def price_of(connection, sku):
    row = connection.execute("SELECT cents FROM prices WHERE sku = %s", (sku,)).fetchone()
    return row[0] if row else None


def parse(body):
    """The order's lines as `(sku, count)`; raises ValueError for anything else."""
    lines = json.loads(body)["lines"]
    if not 1 <= len(lines) <= 100:
        raise ValueError("an order has 1 to 100 lines")
    return [(str(line["sku"])[:40], max(1, min(int(line["count"]), 1000))) for line in lines]


def handler(event, context):
    try:
        lines = parse(event["body"])
    except (ValueError, KeyError, TypeError):
        return {"statusCode": 400, "body": "not an order"}
    user = login()
    with psycopg.connect(
        host="orders-db.example.internal", user=user["username"], password=user["password"], sslmode="verify-full"
    ) as connection:
        prices = [(price_of(connection, sku), count) for sku, count in lines]
    if any(price is None for price, _ in prices):
        return {"statusCode": 400, "body": "unknown article"}
    total = sum(price * count for price, count in prices)
    order_id = str(uuid.uuid4())
    table.put_item(
        Item={
            "id": order_id,
            "customer": event["requestContext"]["authorizer"]["claims"]["sub"],
            "lines": [{"sku": sku, "count": count} for sku, count in lines],
            "cents": total,
        }
    )
    queue.send_message(QueueUrl=os.environ["WORK_QUEUE_URL"], MessageBody=json.dumps({"order": order_id}))
    return {"statusCode": 201, "body": json.dumps({"id": order_id, "cents": total})}
