import os

import boto3

# ruleid: hardcoded-aws-credentials
one = boto3.client("s3", aws_access_key_id="AKIAEXAMPLEEXAMPLE00", aws_secret_access_key=os.environ["SECRET"])
# ruleid: hardcoded-aws-credentials
two = boto3.Session(aws_secret_access_key="Not+A/Real+Secret+Only/An/Example+000000aa")
# ruleid: hardcoded-aws-credentials
three = boto3.session.Session(aws_session_token="Not+A/Real+Token+Only/An/Example+000000000aa")
KEY = "AKIAEXAMPLEEXAMPLE00"
# ruleid: hardcoded-aws-credentials
four = two.resource("s3", aws_access_key_id=KEY)
# ok: hardcoded-aws-credentials
five = boto3.client("s3")
# ok: hardcoded-aws-credentials
six = boto3.client("s3", aws_access_key_id=os.environ["ID"], aws_secret_access_key=os.environ["SECRET"])
# ok: hardcoded-aws-credentials
seven = boto3.client("s3", region_name="eu-west-1")
# ok: hardcoded-aws-credentials
local = boto3.client("s3", endpoint_url="http://localhost:4566", aws_access_key_id="test", aws_secret_access_key="test")
# ok: hardcoded-aws-credentials
eight = boto3.Session(profile_name="shop")
