import bleach
from other import clean as other_clean
from bleach import clean as own_clean


def case1(event, context):
    # ruleid: bleach-clean
    return bleach.clean(event["body"])


def case2(event, context):
    # ok: bleach-clean
    return other_clean(event["body"])


def case3(event, context):
    # ruleid: bleach-clean
    return own_clean(event["body"])


def case4(event, context):
    # ok: bleach-clean
    return bleach.clean("text")
