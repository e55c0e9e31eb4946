import urllib3
pool = urllib3.PoolManager()
import urllib3.util
from other import parse_url as other_parse_url
from urllib3.util import parse_url as own_parse_url


def case1(event, context):
    # ruleid: urllib3-request
    return pool.request("GET", event["body"])


def case2(event, context):
    # ruleid: urllib3-request
    return pool.urlopen("GET", event["body"])


def case3(event, context):
    # ruleid: urllib3-request
    return pool.request(event["method"], "https://a.example")


def case4(event, context):
    # ok: urllib3-request
    return pool.request("GET", "https://a.example")


def case5(event, context):
    # ok: urllib3-request
    return other.request("GET", event["body"])


def case6(event, context):
    # ruleid: urllib3-parse-url
    return urllib3.util.parse_url(event["body"])


def case7(event, context):
    # ok: urllib3-parse-url
    return other_parse_url(event["body"])


def case8(event, context):
    # ruleid: urllib3-parse-url
    return own_parse_url(event["body"])


def case9(event, context):
    # ok: urllib3-parse-url
    return urllib3.util.parse_url("text")
