import html
import json


def one(event, context):
    name = event["queryStringParameters"]["name"]
    # ruleid: html-injection
    body = "<h1>Hello " + name + "</h1>"
    return {"statusCode": 200, "body": "done"}


def two(event, context):
    # ruleid: html-injection
    body = f"<p>{event['text']}</p>"
    # ruleid: html-injection
    more = "<p>%s</p>" % event["text"]
    # ruleid: html-injection
    last = "<p>{}</p>".format(event["text"])
    # ok: html-injection
    safe = "<p>" + html.escape(event["text"]) + "</p>"
    # ok: html-injection
    count = f"<p>{int(event['count'])}</p>"
    # ok: html-injection
    note = "hello " + event["text"]
    return safe


def three(event, context):
    # ruleid: html-injection
    return {"statusCode": 200, "headers": {"Content-Type": "text/html"}, "body": event["body"]}


def four(event, context):
    # ok: html-injection
    return {"statusCode": 200, "headers": {"Content-Type": "application/json"}, "body": event["body"]}
