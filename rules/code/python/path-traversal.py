import os
import pathlib
import shutil
import uuid


def handler(event, context):
    name = event["queryStringParameters"]["file"]
    # ruleid: path-traversal
    text = open("/var/task/pages/" + name).read()
    # ruleid: path-traversal
    os.remove(os.path.join("/tmp", name))
    # ruleid: path-traversal
    shutil.copy(f"/tmp/{name}", "/tmp/out")
    # ruleid: path-traversal
    with open("/tmp/{}".format(name), "w") as file:
        # ok: path-traversal
        file.write(event["body"])
    # ok: path-traversal
    open("/tmp/" + os.path.basename(name))
    # ok: path-traversal
    open(f"/tmp/{uuid.UUID(name)}.json")
    # ok: path-traversal
    open("/var/task/pages/index.html")
