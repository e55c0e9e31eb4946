from lxml.html.clean import clean_html, Cleaner
from other import clean_html as other_clean
import lxml.etree
from other import iterwalk as other_iterwalk
from other import canonicalize as other_canonicalize
from lxml.etree import iterwalk as own_iterwalk


def case1(event, context):
    # ruleid: lxml-clean
    return clean_html(event["body"])


def case2(event, context):
    # ruleid: lxml-clean
    return Cleaner(style=True).clean_html(event["body"])


def case3(event, context):
    # ok: lxml-clean
    return clean_html("<p>")


def case4(event, context):
    # ok: lxml-clean
    return other_clean(event["body"])


def case5(event, context):
    # ruleid: lxml-iterwalk
    return lxml.etree.iterwalk(event["body"])


def case6(event, context):
    # ruleid: lxml-iterwalk
    return lxml.etree.canonicalize(event["body"])


def case7(event, context):
    # ok: lxml-iterwalk
    return other_iterwalk(event["body"])


def case8(event, context):
    # ok: lxml-iterwalk
    return other_canonicalize(event["body"])


def case9(event, context):
    # ruleid: lxml-iterwalk
    return own_iterwalk(event["body"])
