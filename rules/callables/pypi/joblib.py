import joblib
from other import Parallel as OtherParallel


def case1(event, context):
    # ruleid: joblib-parallel
    return joblib.Parallel(n_jobs=2, pre_dispatch=event["body"])


def case2(event, context):
    # ok: joblib-parallel
    return joblib.Parallel(pre_dispatch="all")


def case3(event, context):
    # ok: joblib-parallel
    return joblib.Parallel(n_jobs=event["body"])


def case4(event, context):
    # ok: joblib-parallel
    return OtherParallel(pre_dispatch=event["body"])
