from ecdsa import VerifyingKey, SigningKey
from other import VerifyingKey as OtherKey
from ecdsa import SigningKey
from other import SigningKey as OtherSigning


def case1(event, context):
    # ruleid: ecdsa-verify
    return VerifyingKey.from_pem(key).verify(event["body"], data)


def case2(event, context):
    # ok: ecdsa-verify
    return OtherKey.from_pem(key).verify(event["body"], data)


def case3(event, context):
    # ruleid: ecdsa-sign
    return SigningKey.from_pem(key)


def case4(event, context):
    # ok: ecdsa-sign
    return OtherSigning.from_pem(key)
