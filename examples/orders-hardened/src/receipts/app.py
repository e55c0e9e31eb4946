"""Turns an uploaded receipt into a PDF in the bucket of receipts."""

import os
import tempfile
import urllib.parse

import boto3
import pdf_tools

bucket_client = boto3.client("s3")


def handler(event, context):
    for record in event["Records"]:
        bucket = record["s3"]["bucket"]["name"]
        key = urllib.parse.unquote_plus(record["s3"]["object"]["key"])
        with tempfile.TemporaryDirectory() as folder:
            local = os.path.join(folder, "receipt.txt")
            bucket_client.download_file(bucket, key, local)
            bucket_client.upload_file(pdf_tools.convert(local), os.environ["RECEIPTS_BUCKET"], f"{key}.pdf")
