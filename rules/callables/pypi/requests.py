import requests
from other import get as other_get
from other import post as other_post
from other import put as other_put
from other import patch as other_patch
from other import delete as other_delete
from other import head as other_head
from other import options as other_options
from other import request as other_request
from requests import get as own_get
session = requests.Session()


def case1(event, context):
    # ruleid: requests-call
    return requests.get(event["body"])


def case2(event, context):
    # ruleid: requests-call
    return requests.post(event["body"])


def case3(event, context):
    # ruleid: requests-call
    return requests.put(event["body"])


def case4(event, context):
    # ruleid: requests-call
    return requests.patch(event["body"])


def case5(event, context):
    # ruleid: requests-call
    return requests.delete(event["body"])


def case6(event, context):
    # ruleid: requests-call
    return requests.head(event["body"])


def case7(event, context):
    # ruleid: requests-call
    return requests.options(event["body"])


def case8(event, context):
    # ruleid: requests-call
    return requests.request(event["body"])


def case9(event, context):
    # ok: requests-call
    return other_get(event["body"])


def case10(event, context):
    # ok: requests-call
    return other_post(event["body"])


def case11(event, context):
    # ok: requests-call
    return other_put(event["body"])


def case12(event, context):
    # ok: requests-call
    return other_patch(event["body"])


def case13(event, context):
    # ok: requests-call
    return other_delete(event["body"])


def case14(event, context):
    # ok: requests-call
    return other_head(event["body"])


def case15(event, context):
    # ok: requests-call
    return other_options(event["body"])


def case16(event, context):
    # ok: requests-call
    return other_request(event["body"])


def case17(event, context):
    # ruleid: requests-call
    return own_get(event["body"])


def case18(event, context):
    # ok: requests-call
    return requests.get("text")


def case19(event, context):
    # ruleid: requests-session
    return session.get(event["body"])


def case20(event, context):
    # ruleid: requests-session
    return session.post(event["body"], data={})


def case21(event, context):
    # ok: requests-session
    return session.get("https://a.example")


def case22(event, context):
    # ok: requests-session
    return other.get(event["body"])


def case23(event, context):
    # ruleid: requests-verify
    return session.get("https://a.example", verify=False)


def case24(event, context):
    # ok: requests-verify
    return session.get("https://a.example")


def case25(event, context):
    # ok: requests-verify
    return other.get("https://a.example", verify=False)
