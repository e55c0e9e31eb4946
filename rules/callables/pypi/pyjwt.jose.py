from jose import jwt


def decode(event, context):
    # ok: pyjwt-decode
    return jwt.decode(event["token"], key)
