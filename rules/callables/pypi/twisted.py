from twisted.web.client import Agent, getPage, downloadPage, RedirectAgent
from other import getPage as otherPage
from twisted.web.util import redirectTo
from other import redirectTo as otherRedirect
from twisted.web.server import Site
from other import Site as OtherSite


def case1(event, context):
    # ruleid: twisted-agent
    return getPage(event["body"])


def case2(event, context):
    # ruleid: twisted-agent
    return downloadPage(event["body"], "a")


def case3(event, context):
    # ruleid: twisted-agent
    return Agent(reactor).request(event["method"], b"https://a.example")


def case4(event, context):
    # ruleid: twisted-agent
    return RedirectAgent(Agent(reactor)).request(b"GET", event["body"])


def case5(event, context):
    # ok: twisted-agent
    return getPage("https://a.example")


def case6(event, context):
    # ok: twisted-agent
    return otherPage(event["body"])


def case7(event, context):
    # ruleid: twisted-redirect
    return redirectTo(event["body"], request)


def case8(event, context):
    # ok: twisted-redirect
    return redirectTo("/home", request)


def case9(event, context):
    # ok: twisted-redirect
    return otherRedirect(event["body"], request)


def case10(event, context):
    # ruleid: twisted-server
    return Site(resource)


def case11(event, context):
    # ok: twisted-server
    return OtherSite(resource)
