import joblib
from other import load as other_load


def case1(event, context):
    # ruleid: scikit-learn-load
    return joblib.load(event["body"])


def case2(event, context):
    # ok: scikit-learn-load
    return joblib.load("model.joblib")


def case3(event, context):
    # ok: scikit-learn-load
    return other_load(event["body"])
