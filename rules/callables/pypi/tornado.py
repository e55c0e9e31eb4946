import tornado.web
from other import StaticFileHandler as OtherHandler
import tornado.httpserver
from other import HTTPServer as OtherServer


def case1(event, context):
    # ruleid: tornado-static
    return tornado.web.Application([], static_path="public")


def case2(event, context):
    # ruleid: tornado-static
    return tornado.web.StaticFileHandler


def case3(event, context):
    # ok: tornado-static
    return tornado.web.Application([])


def case4(event, context):
    # ok: tornado-static
    return OtherHandler


def case5(event, context):
    # ruleid: tornado-server
    return tornado.httpserver.HTTPServer(application)


def case6(event, context):
    # ok: tornado-server
    return OtherServer(application)
