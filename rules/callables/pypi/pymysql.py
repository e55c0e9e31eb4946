import pymysql.converters
from other import escape_dict as other_escape_dict
from other import escape_item as other_escape_item
from pymysql.converters import escape_dict as own_escape_dict
import pymysql
connection = pymysql.connect(host="db")


def case1(event, context):
    # ruleid: pymysql-escape
    return pymysql.converters.escape_dict(event["body"])


def case2(event, context):
    # ruleid: pymysql-escape
    return pymysql.converters.escape_item(event["body"])


def case3(event, context):
    # ok: pymysql-escape
    return other_escape_dict(event["body"])


def case4(event, context):
    # ok: pymysql-escape
    return other_escape_item(event["body"])


def case5(event, context):
    # ruleid: pymysql-escape
    return own_escape_dict(event["body"])


def case6(event, context):
    # ok: pymysql-escape
    return pymysql.converters.escape_dict("text")


def case7(event, context):
    # ruleid: pymysql-execute
    return connection.cursor().execute("select %s", event["body"])


def case8(event, context):
    # ok: pymysql-execute
    return connection.cursor().execute("select 1")
