import asyncio
import os
import shlex
import subprocess
import uuid


def convert(event, context):
    name = event["queryStringParameters"]["name"]
    # ruleid: command-injection
    os.system("convert " + name + " /tmp/out.png")
    # ruleid: command-injection
    subprocess.run(f"convert {name} /tmp/out.png", shell=True)
    # ruleid: command-injection
    subprocess.check_output(["sh", "-c", "ls %s" % name])
    # ruleid: command-injection
    print(os.popen("file {}".format(name)).read())
    # ruleid: command-injection
    os.execl("/bin/sh", "sh", "-c", name)
    # ok: command-injection
    subprocess.run(["convert", name, "/tmp/out.png"], check=True)
    # ok: command-injection
    os.system("convert " + shlex.quote(name))
    # ok: command-injection
    os.system("convert /tmp/" + str(uuid.UUID(name)))
    # ok: command-injection
    os.system("ls /tmp")
    # ok: command-injection
    subprocess.run(["head", "-n", event["lines"]], timeout=10)


async def stream(event, context):
    # ruleid: command-injection
    return await asyncio.create_subprocess_shell(event["body"])
