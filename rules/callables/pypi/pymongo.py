import bson
from other import decode as other_decode
from other import decode_all as other_decode_all
from other import decode_iter as other_decode_iter
from bson import decode as own_decode
from bson import BSON
from other import BSON as OtherBson


def case1(event, context):
    # ruleid: pymongo-decode
    return bson.decode(event["body"])


def case2(event, context):
    # ruleid: pymongo-decode
    return bson.decode_all(event["body"])


def case3(event, context):
    # ruleid: pymongo-decode
    return bson.decode_iter(event["body"])


def case4(event, context):
    # ok: pymongo-decode
    return other_decode(event["body"])


def case5(event, context):
    # ok: pymongo-decode
    return other_decode_all(event["body"])


def case6(event, context):
    # ok: pymongo-decode
    return other_decode_iter(event["body"])


def case7(event, context):
    # ruleid: pymongo-decode
    return own_decode(event["body"])


def case8(event, context):
    # ok: pymongo-decode
    return bson.decode("text")


def case9(event, context):
    # ruleid: pymongo-class
    return BSON(event["body"]).decode()


def case10(event, context):
    # ok: pymongo-class
    return OtherBson(event["body"]).decode()
