import mistune
from other import markdown as other_markdown
from other import html as other_html
from mistune import markdown as own_markdown
from mistune import Markdown, create_markdown
from other import Markdown as OtherMarkdown


def case1(event, context):
    # ruleid: mistune-markdown
    return mistune.markdown(event["body"])


def case2(event, context):
    # ruleid: mistune-markdown
    return mistune.html(event["body"])


def case3(event, context):
    # ok: mistune-markdown
    return other_markdown(event["body"])


def case4(event, context):
    # ok: mistune-markdown
    return other_html(event["body"])


def case5(event, context):
    # ruleid: mistune-markdown
    return own_markdown(event["body"])


def case6(event, context):
    # ok: mistune-markdown
    return mistune.markdown("text")


def case7(event, context):
    # ruleid: mistune-parser
    return Markdown()(event["body"])


def case8(event, context):
    # ruleid: mistune-parser
    return create_markdown()(event["body"])


def case9(event, context):
    # ok: mistune-parser
    return Markdown()("a")


def case10(event, context):
    # ok: mistune-parser
    return OtherMarkdown()(event["body"])
