"""Builds a report from the order table and keeps it in the bucket of exports."""

import html
import json
import os
import uuid

import boto3

table = boto3.resource("dynamodb").Table(os.environ["ORDERS_TABLE"])
bucket = boto3.resource("s3").Bucket(os.environ["EXPORTS_BUCKET"])


def page(title, orders):
    rows = "".join(f"<tr><td>{html.escape(str(order['id']))}<td>{int(order.get('cents', 0))}" for order in orders)
    return f"<!doctype html><title>{html.escape(title)}</title><table>{rows}</table>"


def handler(event, context):
    title = str(json.loads(event["body"])["title"])[:80]
    key = f"reports/{uuid.uuid4()}.html"
    bucket.put_object(Key=key, Body=page(title, table.scan(Limit=1000)["Items"]), ContentType="text/html")
    return {"statusCode": 201, "body": json.dumps({"report": key})}
