import http.client
import urllib.request

import requests

HOSTS = {"eu": "https://eu.example.com/", "us": "https://us.example.com/"}


def handler(event, context):
    # ruleid: server-side-request-forgery
    requests.get(event["url"], timeout=5)
    # ruleid: server-side-request-forgery
    urllib.request.urlopen("https://" + event["host"] + "/status")
    # ruleid: server-side-request-forgery
    http.client.HTTPSConnection(event["headers"]["x-forwarded-host"])
    # ruleid: server-side-request-forgery
    requests.post(f"https://{event['tenant']}.example.com/hook", json={})
    # ok: server-side-request-forgery
    requests.get("https://api.example.com/orders/" + event["id"], timeout=5)
    # ok: server-side-request-forgery
    requests.get(f"https://api.example.com/orders/{event['id']}", timeout=5)
    # ok: server-side-request-forgery
    requests.post("https://api.example.com/orders", json=event, timeout=5)
    # ok: server-side-request-forgery
    requests.get("https://api.example.com/", params={"q": event["q"]}, timeout=5)
