import jinja2
from jinja2 import Template
from jinja2.sandbox import SandboxedEnvironment, ImmutableSandboxedEnvironment
from other import Environment as Other
from jinja2.utils import urlize
from other import urlize as other_urlize
import jinja2.filters
from jinja2.filters import do_xmlattr
from other import do_xmlattr as other_xmlattr


def case1(event, context):
    # ruleid: jinja2-from-string
    return jinja2.Template(event["body"]).render()


def case2(event, context):
    # ruleid: jinja2-from-string
    return Template(event["body"])


def case3(event, context):
    # ruleid: jinja2-from-string
    return SandboxedEnvironment().from_string(event["body"])


def case4(event, context):
    # ruleid: jinja2-from-string
    return ImmutableSandboxedEnvironment().from_string(event["body"])


def case5(event, context):
    # ruleid: jinja2-from-string
    return jinja2.Environment(autoescape=True).from_string(event["body"])


def case6(event, context):
    # ok: jinja2-from-string
    return jinja2.Template("{{ name }}").render(name=event["body"])


def case7(event, context):
    # ok: jinja2-from-string
    return Other().from_string(event["body"])


def made(event, context):
    environment = SandboxedEnvironment()
    # ruleid: jinja2-from-string
    return environment.from_string(event["body"])


def case8(event, context):
    # ruleid: jinja2-urlize
    return urlize(event["body"])


def case9(event, context):
    # ruleid: jinja2-urlize
    return jinja2.filters.do_urlize(context, event["body"])


def case10(event, context):
    # ok: jinja2-urlize
    return urlize("a")


def case11(event, context):
    # ok: jinja2-urlize
    return other_urlize(event["body"])


def case12(event, context):
    # ruleid: jinja2-xmlattr
    return do_xmlattr(context, event["body"])


def case13(event, context):
    # ok: jinja2-xmlattr
    return other_xmlattr(context, event["body"])
