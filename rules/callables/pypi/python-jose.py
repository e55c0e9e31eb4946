import jose.jwt
from other import decode as other_decode
from jose.jwt import decode as own_decode
from jose import jwt
import jose.jws
from other import verify as other_verify
from jose.jws import verify as own_verify
import jose.jwe
from other import decrypt as other_decrypt
from jose.jwe import decrypt as own_decrypt


def case1(event, context):
    # ruleid: python-jose-decode
    return jose.jwt.decode(event["body"], key)


def case2(event, context):
    # ok: python-jose-decode
    return other_decode(event["body"], key)


def case3(event, context):
    # ruleid: python-jose-decode
    return own_decode(event["body"], key)


def case4(event, context):
    # ok: python-jose-decode
    return jose.jwt.decode("text", key)


def case5(event, context):
    # ruleid: python-jose-decode
    return jwt.decode(event["token"], key)


def case6(event, context):
    # ok: python-jose-decode
    return jwt.encode(event["token"], key)


def case7(event, context):
    # ruleid: python-jose-verify
    return jose.jws.verify(event["body"], key)


def case8(event, context):
    # ok: python-jose-verify
    return other_verify(event["body"], key)


def case9(event, context):
    # ruleid: python-jose-verify
    return own_verify(event["body"], key)


def case10(event, context):
    # ok: python-jose-verify
    return jose.jws.verify("text", key)


def case11(event, context):
    # ruleid: python-jose-decrypt
    return jose.jwe.decrypt(event["body"], key)


def case12(event, context):
    # ok: python-jose-decrypt
    return other_decrypt(event["body"], key)


def case13(event, context):
    # ruleid: python-jose-decrypt
    return own_decrypt(event["body"], key)


def case14(event, context):
    # ok: python-jose-decrypt
    return jose.jwe.decrypt("text", key)
