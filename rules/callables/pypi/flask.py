import flask
from flask import request, json


def permanent():
    # ruleid: flask-session
    flask.session.permanent = True


def passing():
    # ok: flask-session
    flask.session.permanent = False
    # ok: flask-session
    other.session.permanent = True


def case1(event, context):
    # ruleid: flask-json
    return request.get_json()


def case2(event, context):
    # ruleid: flask-json
    return json.loads(request.data)


def case3(event, context):
    # ruleid: flask-json
    return request.json


def case4(event, context):
    # ok: flask-json
    return other.get_json()


def case5(event, context):
    # ok: flask-json
    return request.args
