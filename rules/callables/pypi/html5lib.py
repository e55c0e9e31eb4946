import html5lib
from other import serialize as other_serialize
from html5lib import serialize as own_serialize


def case1(event, context):
    # ruleid: html5lib-serialize
    return html5lib.serialize(event["body"])


def case2(event, context):
    # ok: html5lib-serialize
    return other_serialize(event["body"])


def case3(event, context):
    # ruleid: html5lib-serialize
    return own_serialize(event["body"])
