"""Turns an uploaded receipt into a PDF beside it."""

import os
import urllib.parse

import boto3
import pdf_tools

bucket_client = boto3.client("s3")


def handler(event, context):
    for record in event["Records"]:
        bucket = record["s3"]["bucket"]["name"]
        key = urllib.parse.unquote_plus(record["s3"]["object"]["key"])
        local = os.path.join("/tmp", key)
        bucket_client.download_file(bucket, key, local)
        pdf = pdf_tools.convert(local)
        bucket_client.upload_file(pdf, bucket, f"{key}.pdf")
