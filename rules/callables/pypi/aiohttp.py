from aiohttp import web
from other import Application as OtherApplication
import aiohttp
session = aiohttp.ClientSession()
from other import request as other_request


def case1(event, context):
    # ruleid: aiohttp-static
    return web.static("/a", "b", follow_symlinks=True)


def case2(event, context):
    # ruleid: aiohttp-static
    return router.add_static("/a", "b", follow_symlinks=True)


def case3(event, context):
    # ok: aiohttp-static
    return web.static("/a", "b")


def case4(event, context):
    # ok: aiohttp-static
    return web.static("/a", "b", follow_symlinks=False)


def case5(event, context):
    # ruleid: aiohttp-application
    return web.Application()


def case6(event, context):
    # ok: aiohttp-application
    return OtherApplication()


def case7(event, context):
    # ruleid: aiohttp-client
    return session.request(event["method"], "https://a.example")


def case8(event, context):
    # ruleid: aiohttp-client
    return aiohttp.request(event["method"], "https://a.example")


def case9(event, context):
    # ok: aiohttp-client
    return session.request("GET", "https://a.example")


def case10(event, context):
    # ok: aiohttp-client
    return other_request(event["method"], "https://a.example")
