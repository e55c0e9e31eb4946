import base64
import json
import pickle

import jsonpickle
import yaml


def handler(event, context):
    # ruleid: unsafe-deserialization
    cart = pickle.loads(base64.b64decode(event["cart"]))
    # ruleid: unsafe-deserialization
    settings = yaml.load(event["body"], Loader=yaml.Loader)
    # ruleid: unsafe-deserialization
    user = jsonpickle.decode(event["body"])
    # ruleid: unsafe-deserialization
    more = yaml.unsafe_load(event["body"])
    # ok: unsafe-deserialization
    body = json.loads(event["body"])
    # ok: unsafe-deserialization
    safe = yaml.safe_load(event["body"])
    # ok: unsafe-deserialization
    also = yaml.load(event["body"], Loader=yaml.SafeLoader)
    with open("/opt/model.pickle", "rb") as file:
        # ok: unsafe-deserialization
        model = pickle.load(file)
