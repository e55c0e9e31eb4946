import json

import boto3
from boto3.dynamodb.conditions import Attr, Key

dynamodb = boto3.resource("dynamodb")
table = dynamodb.Table("orders")
client = boto3.client("dynamodb")
INDEXES = {"date": "by-date", "name": "by-name"}


def one(event, context):
    # ruleid: dynamodb-injection
    return table.scan(FilterExpression="owner = :o AND " + event["filter"])


def two(event, context):
    body = json.loads(event["body"])
    # ruleid: dynamodb-injection
    return table.query(**body)


def three(event, context):
    # ruleid: dynamodb-injection
    return client.query(TableName=event["table"], KeyConditionExpression="id = :i")


def four(event, context):
    field = event["queryStringParameters"]["field"]
    # ruleid: dynamodb-injection
    return table.scan(FilterExpression=Attr(field).eq("x"))


def five(event, context):
    # ruleid: dynamodb-injection
    return dynamodb.Table(event["table"]).scan()


def six(event, context):
    # ok: dynamodb-injection
    return table.query(KeyConditionExpression=Key("id").eq(event["id"]))


def seven(event, context):
    # ok: dynamodb-injection
    return table.scan(FilterExpression="owner = :o", ExpressionAttributeValues={":o": event["owner"]})


def eight(event, context):
    index = INDEXES.get(event["sort"], "by-date")
    # ok: dynamodb-injection
    return table.query(IndexName=index, KeyConditionExpression=Key("id").eq(event["id"]))


def nine(event, context):
    # ok: dynamodb-injection
    return table.get_item(Key={"id": event["id"]})


# handlers: five that are wrong

def search(event, context):
    text = event["queryStringParameters"]["q"]
    expression = "contains(title, :t) and author = '{}'".format(text)
    # ruleid: dynamodb-injection
    found = client.scan(TableName="books", FilterExpression=expression, ExpressionAttributeValues={":t": {"S": text}})
    return {"statusCode": 200, "body": json.dumps(found["Items"])}


def update(event, context):
    changes = json.loads(event["body"])
    sets = ", ".join(changes["set"])
    # ruleid: dynamodb-injection
    table.update_item(Key={"id": event["pathParameters"]["id"]}, UpdateExpression="SET " + sets)
    return {"statusCode": 204}


def columns(event, context):
    wanted = event["multiValueQueryStringParameters"]["column"]
    # ruleid: dynamodb-injection
    answer = table.scan(ProjectionExpression=",".join(wanted))
    return {"statusCode": 200, "body": json.dumps(answer["Items"])}


def filtered(event, context):
    conditions = json.loads(event["body"])["conditions"]
    # ruleid: dynamodb-injection
    return client.scan(TableName="orders", ScanFilter=conditions)


def tenant(event, context):
    for record in event["Records"]:
        message = json.loads(record["body"])
        # ruleid: dynamodb-injection
        client.put_item(TableName=f"orders-{message['tenant']}", Item={"id": {"S": message["id"]}})


# and five that are right

def by_id(event, context):
    # ok: dynamodb-injection
    answer = table.get_item(Key={"id": event["pathParameters"]["id"]})
    return {"statusCode": 200, "body": json.dumps(answer.get("Item"))}


def by_owner(event, context):
    owner = event["requestContext"]["authorizer"]["claims"]["sub"]
    # ok: dynamodb-injection
    return table.query(IndexName="owner", KeyConditionExpression=Key("owner").eq(owner) & Key("date").gte(event["from"]))


def rename(event, context):
    body = json.loads(event["body"])
    # ok: dynamodb-injection
    table.update_item(
        Key={"id": event["pathParameters"]["id"]},
        UpdateExpression="SET #n = :n",
        ExpressionAttributeNames={"#n": "name"},
        ExpressionAttributeValues={":n": body["name"]},
    )
    return {"statusCode": 204}


def store(event, context):
    with table.batch_writer() as batch:
        for record in event["Records"]:
            # ok: dynamodb-injection
            batch.put_item(Item={"id": record["messageId"], "body": record["body"]})


def recent(event, context):
    limit = int(event["queryStringParameters"]["limit"])
    # ok: dynamodb-injection
    return client.query(
        TableName="orders",
        KeyConditionExpression="id = :i",
        ExpressionAttributeValues={":i": {"S": event["queryStringParameters"]["id"]}},
        Limit=limit,
    )


# Handlers: five that are wrong and five that are right, of other hands.

import json, os
import boto3
from boto3.dynamodb.conditions import Attr, Key

dynamodb = boto3.resource("dynamodb")
table = dynamodb.Table(os.environ["TABLE"])
client = boto3.client("dynamodb")
INDEXES = {"date": "by-date", "state": "by-state"}


def w1(event, context):
    body = json.loads(event["body"])
    # ruleid: dynamodb-injection
    found = table.query(**body)
    return {"statusCode": 200, "body": json.dumps(found["Items"])}


def w2(event, context):
    params = event.get("queryStringParameters") or {}
    clauses = []
    for name, value in params.items():
        clauses.append(f"{name} = '{value}'")
    # ruleid: dynamodb-injection
    page = client.scan(TableName="orders", FilterExpression=" AND ".join(clauses))
    return {"statusCode": 200, "body": json.dumps(page["Items"])}


def w3(event, context):
    request = {"TableName": "orders", "KeyConditionExpression": "customer = :c"}
    request["FilterExpression"] = event["queryStringParameters"]["filter"]
    request["ExpressionAttributeValues"] = {":c": {"S": event["requestContext"]["authorizer"]["sub"]}}
    # ruleid: dynamodb-injection
    return client.query(**request)["Items"]


def w4(event, context):
    field = event["pathParameters"]["field"]
    # ruleid: dynamodb-injection
    return table.update_item(Key={"id": event["pathParameters"]["id"]}, UpdateExpression="SET " + field + " = :v", ExpressionAttributeValues={":v": event["body"]})


def w5(event, context):
    paginator = client.get_paginator("query")
    # ruleid: dynamodb-injection
    pages = paginator.paginate(TableName=event["table"], KeyConditionExpression="id = :i", ExpressionAttributeValues={":i": {"S": "1"}})
    return [item for page in pages for item in page["Items"]]


def r1(event, context):
    customer = event["queryStringParameters"]["customer"]
    # ok: dynamodb-injection
    found = table.query(KeyConditionExpression=Key("customer").eq(customer), FilterExpression=Attr("state").eq(event["queryStringParameters"]["state"]))
    return {"statusCode": 200, "body": json.dumps(found["Items"])}


def r2(event, context):
    # ok: dynamodb-injection
    found = client.query(TableName="orders", KeyConditionExpression="customer = :c", ExpressionAttributeValues={":c": {"S": event["customer"]}}, Limit=int(event["limit"]))
    return found["Items"]


def r3(event, context):
    request = {"KeyConditionExpression": Key("id").eq(event["id"])}
    if event.get("sort"):
        request["IndexName"] = INDEXES[event["sort"]]
    # ok: dynamodb-injection
    return table.query(**request)["Items"]


def r4(event, context):
    body = json.loads(event["body"])
    # ok: dynamodb-injection
    table.put_item(Item={"id": body["id"], "name": body["name"]}, ConditionExpression="attribute_not_exists(id)")
    return {"statusCode": 204}


def r5(event, context):
    # ok: dynamodb-injection
    found = table.get_item(Key={"id": event["pathParameters"]["id"]}, ProjectionExpression="id, #n", ExpressionAttributeNames={"#n": "name"})
    return found.get("Item")
