import ujson
from other import dumps as other_dumps
from other import dump as other_dump
from other import encode as other_encode
from ujson import dumps as own_dumps


def case1(event, context):
    # ruleid: ujson-dumps
    return ujson.dumps(event["body"], indent=4)


def case2(event, context):
    # ruleid: ujson-dumps
    return ujson.dump(event["body"], indent=4)


def case3(event, context):
    # ruleid: ujson-dumps
    return ujson.encode(event["body"], indent=4)


def case4(event, context):
    # ok: ujson-dumps
    return other_dumps(event["body"], indent=4)


def case5(event, context):
    # ok: ujson-dumps
    return other_dump(event["body"], indent=4)


def case6(event, context):
    # ok: ujson-dumps
    return other_encode(event["body"], indent=4)


def case7(event, context):
    # ruleid: ujson-dumps
    return own_dumps(event["body"], indent=4)


def case8(event, context):
    # ok: ujson-dumps
    return ujson.dumps("text", indent=4)
