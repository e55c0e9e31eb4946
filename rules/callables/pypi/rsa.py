import rsa
from other import verify as other_verify
from rsa import verify as own_verify
from other import decrypt as other_decrypt
from rsa import decrypt as own_decrypt


def case1(event, context):
    # ruleid: rsa-verify
    return rsa.verify(text, event["body"], key)


def case2(event, context):
    # ok: rsa-verify
    return other_verify(text, event["body"], key)


def case3(event, context):
    # ruleid: rsa-verify
    return own_verify(text, event["body"], key)


def case4(event, context):
    # ruleid: rsa-decrypt
    return rsa.decrypt(event["body"], key)


def case5(event, context):
    # ok: rsa-decrypt
    return other_decrypt(event["body"], key)


def case6(event, context):
    # ruleid: rsa-decrypt
    return own_decrypt(event["body"], key)
