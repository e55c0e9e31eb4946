import sqlparse
from other import format as other_format
from other import parse as other_parse
from other import split as other_split
from sqlparse import format as own_format


def case1(event, context):
    # ruleid: sqlparse-format
    return sqlparse.format(event["body"])


def case2(event, context):
    # ruleid: sqlparse-format
    return sqlparse.parse(event["body"])


def case3(event, context):
    # ruleid: sqlparse-format
    return sqlparse.split(event["body"])


def case4(event, context):
    # ok: sqlparse-format
    return other_format(event["body"])


def case5(event, context):
    # ok: sqlparse-format
    return other_parse(event["body"])


def case6(event, context):
    # ok: sqlparse-format
    return other_split(event["body"])


def case7(event, context):
    # ruleid: sqlparse-format
    return own_format(event["body"])


def case8(event, context):
    # ok: sqlparse-format
    return sqlparse.format("text")
