from celery import Celery
from celery.result import AsyncResult
from other import Celery as OtherCelery


def case1(event, context):
    # ruleid: celery-result
    return Celery("a", backend="redis://")


def case2(event, context):
    # ruleid: celery-result
    return AsyncResult("a")


def case3(event, context):
    # ok: celery-result
    return OtherCelery("a")
