import jwt
from jwt import decode as own_decode
from other import decode as other_decode


def case1(event, context):
    # ruleid: pyjwt-decode
    return jwt.decode(event["token"], key)


def case2(event, context):
    # ruleid: pyjwt-decode
    return own_decode(event["token"], key, algorithms=list_of_algorithms)


def case3(event, context):
    # ok: pyjwt-decode
    return jwt.encode(event["token"], key)


def case4(event, context):
    # ok: pyjwt-decode
    return other_decode(event["token"], key)


def case5(event, context):
    # ok: pyjwt-decode
    return jwt.decode(event["token"], key, algorithms=["RS256"])


def case6(event, context):
    # ok: pyjwt-decode
    return jwt.decode(event["token"], options={"verify_signature": False})
