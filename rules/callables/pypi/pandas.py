import pandas
from other import read_pickle as other_read_pickle
from pandas import read_pickle as own_read_pickle


def case1(event, context):
    # ruleid: pandas-read-pickle
    return pandas.read_pickle(event["body"])


def case2(event, context):
    # ok: pandas-read-pickle
    return other_read_pickle(event["body"])


def case3(event, context):
    # ruleid: pandas-read-pickle
    return own_read_pickle(event["body"])


def case4(event, context):
    # ok: pandas-read-pickle
    return pandas.read_pickle("text")
