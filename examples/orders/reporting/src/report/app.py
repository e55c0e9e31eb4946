"""Builds a report from the order table and keeps it in the bucket of exports."""

import json
import os
import subprocess

import boto3

table = boto3.resource("dynamodb").Table(os.environ["ORDERS_TABLE"])
bucket = boto3.resource("s3").Bucket(os.environ["EXPORTS_BUCKET"])


def handler(event, context):
    wanted = json.loads(event["body"])
    title = wanted["title"]
    with open("/tmp/orders.json", "w", encoding="utf-8") as out:
        json.dump(table.scan()["Items"], out, default=str)
    subprocess.run(f"./bin/render --title '{title}' /tmp/orders.json > /tmp/report.html", shell=True, check=True)
    bucket.upload_file("/tmp/report.html", f"reports/{title}.html")
    return {"statusCode": 201, "body": json.dumps({"report": title})}
