import cryptography.hazmat.primitives.serialization
from other import load_ssh_public_identity as other_load_ssh_public_identity
from cryptography.hazmat.primitives.serialization import load_ssh_public_identity as own_load_ssh_public_identity
import cryptography.hazmat.primitives.serialization.pkcs7
from other import load_pem_pkcs7_certificates as other_load_pem_pkcs7_certificates
from other import load_der_pkcs7_certificates as other_load_der_pkcs7_certificates
from cryptography.hazmat.primitives.serialization.pkcs7 import load_pem_pkcs7_certificates as own_load_pem_pkcs7_certificates
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand
from other import HKDF as OtherKey
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.asymmetric import padding


def case1(event, context):
    # ruleid: cryptography-ssh
    return cryptography.hazmat.primitives.serialization.load_ssh_public_identity(event["body"])


def case2(event, context):
    # ok: cryptography-ssh
    return other_load_ssh_public_identity(event["body"])


def case3(event, context):
    # ruleid: cryptography-ssh
    return own_load_ssh_public_identity(event["body"])


def case4(event, context):
    # ok: cryptography-ssh
    return cryptography.hazmat.primitives.serialization.load_ssh_public_identity("text")


def case5(event, context):
    # ruleid: cryptography-pkcs7
    return cryptography.hazmat.primitives.serialization.pkcs7.load_pem_pkcs7_certificates(event["body"])


def case6(event, context):
    # ruleid: cryptography-pkcs7
    return cryptography.hazmat.primitives.serialization.pkcs7.load_der_pkcs7_certificates(event["body"])


def case7(event, context):
    # ok: cryptography-pkcs7
    return other_load_pem_pkcs7_certificates(event["body"])


def case8(event, context):
    # ok: cryptography-pkcs7
    return other_load_der_pkcs7_certificates(event["body"])


def case9(event, context):
    # ruleid: cryptography-pkcs7
    return own_load_pem_pkcs7_certificates(event["body"])


def case10(event, context):
    # ok: cryptography-pkcs7
    return cryptography.hazmat.primitives.serialization.pkcs7.load_pem_pkcs7_certificates("text")


def case11(event, context):
    # ruleid: cryptography-hkdf
    return HKDF(a, 1, b, c)


def case12(event, context):
    # ruleid: cryptography-hkdf
    return HKDFExpand(a, 1, b)


def case13(event, context):
    # ok: cryptography-hkdf
    return OtherKey(a, 1, b, c)


def case14(event, context):
    # ruleid: cryptography-tag
    return decryptor.finalize_with_tag(event["body"])


def case15(event, context):
    # ok: cryptography-tag
    return decryptor.finalize()


def case16(event, context):
    # ruleid: cryptography-rsa
    return key.decrypt(event["body"], padding.PKCS1v15())


def case17(event, context):
    # ok: cryptography-rsa
    return key.decrypt(event["body"], padding.OAEP())


def case18(event, context):
    # ok: cryptography-rsa
    return other.decrypt(event["body"])


def case19(event, context):
    # ruleid: cryptography-update-into
    return encryptor.update_into(event["body"], buffer)


def case20(event, context):
    # ok: cryptography-update-into
    return encryptor.finalize()
