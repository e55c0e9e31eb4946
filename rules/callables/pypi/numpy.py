import numpy as np
from other import load as other_load
import numpy
from other import pad as other_pad
from numpy import pad as own_pad


def case1(event, context):
    # ruleid: numpy-load
    return np.load(event["body"], allow_pickle=True)


def case2(event, context):
    # ruleid: numpy-load
    return np.load(event["path"])


def case3(event, context):
    # ok: numpy-load
    return np.load(event["body"], allow_pickle=False)


def case4(event, context):
    # ok: numpy-load
    return other_load(event["body"])


def case5(event, context):
    # ok: numpy-load
    return np.load("own.npy")


def case6(event, context):
    # ruleid: numpy-pad
    return numpy.pad(event["body"], 1)


def case7(event, context):
    # ok: numpy-pad
    return other_pad(event["body"], 1)


def case8(event, context):
    # ruleid: numpy-pad
    return own_pad(event["body"], 1)


def case9(event, context):
    # ok: numpy-pad
    return numpy.pad("text", 1)
