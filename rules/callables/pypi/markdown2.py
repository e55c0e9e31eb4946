import markdown2
from other import markdown as other_markdown
from markdown2 import markdown as own_markdown
from markdown2 import Markdown
from other import Markdown as OtherMarkdown


def case1(event, context):
    # ruleid: markdown2-markdown
    return markdown2.markdown(event["body"])


def case2(event, context):
    # ok: markdown2-markdown
    return other_markdown(event["body"])


def case3(event, context):
    # ruleid: markdown2-markdown
    return own_markdown(event["body"])


def case4(event, context):
    # ok: markdown2-markdown
    return markdown2.markdown("text")


def case5(event, context):
    # ruleid: markdown2-convert
    return Markdown().convert(event["body"])


def case6(event, context):
    # ok: markdown2-convert
    return Markdown().convert("a")


def case7(event, context):
    # ok: markdown2-convert
    return OtherMarkdown().convert(event["body"])
