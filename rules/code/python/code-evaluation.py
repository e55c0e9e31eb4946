import ast
import importlib
import json


def handler(event, context):
    # ruleid: code-evaluation
    total = eval(event["expression"])
    # ruleid: code-evaluation
    exec("x = " + event["value"])
    # ruleid: code-evaluation
    code = compile(event["code"], "event", "exec")
    # ruleid: code-evaluation
    plugin = importlib.import_module(event["plugin"])
    # ok: code-evaluation
    value = ast.literal_eval(event["value"])
    # ok: code-evaluation
    data = json.loads(event["body"])
    # ok: code-evaluation
    four = eval("2 + 2")
    # ok: code-evaluation
    number = eval(str(int(event["number"])))
