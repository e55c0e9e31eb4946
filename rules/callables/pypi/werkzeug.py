from werkzeug.debug import DebuggedApplication
from werkzeug.serving import run_simple
from other import DebuggedApplication as OtherApplication
from werkzeug.formparser import parse_form_data, FormDataParser, MultiPartParser
from other import parse_form_data as other_parse


def case1(event, context):
    # ruleid: werkzeug-debugger
    return DebuggedApplication(app)


def case2(event, context):
    # ruleid: werkzeug-debugger
    return run_simple("localhost", 80, app, use_debugger=True)


def case3(event, context):
    # ok: werkzeug-debugger
    return OtherApplication(app)


def case4(event, context):
    # ok: werkzeug-debugger
    return run_simple("localhost", 80, app)


def case5(event, context):
    # ruleid: werkzeug-multipart
    return parse_form_data(event["body"])


def case6(event, context):
    # ruleid: werkzeug-multipart
    return FormDataParser().parse(event["body"])


def case7(event, context):
    # ruleid: werkzeug-multipart
    return MultiPartParser().parse(event["body"])


def case8(event, context):
    # ok: werkzeug-multipart
    return other_parse(event["body"])


def case9(event, context):
    # ok: werkzeug-multipart
    return parse_form_data("a")
