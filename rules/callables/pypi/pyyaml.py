import yaml
from other import load as other_load
from other import load_all as other_load_all
from yaml import load as own_load
from other import full_load as other_full_load
from other import full_load_all as other_full_load_all
from yaml import full_load as own_full_load


def case1(event, context):
    # ruleid: pyyaml-load
    return yaml.load(event["body"])


def case2(event, context):
    # ruleid: pyyaml-load
    return yaml.load_all(event["body"])


def case3(event, context):
    # ok: pyyaml-load
    return other_load(event["body"])


def case4(event, context):
    # ok: pyyaml-load
    return other_load_all(event["body"])


def case5(event, context):
    # ruleid: pyyaml-load
    return own_load(event["body"])


def case6(event, context):
    # ok: pyyaml-load
    return yaml.load("text")


def case7(event, context):
    # ruleid: pyyaml-load
    return yaml.load(event["body"], Loader=yaml.FullLoader)


def case8(event, context):
    # ok: pyyaml-load
    return yaml.load(event["body"], Loader=yaml.SafeLoader)


def case9(event, context):
    # ok: pyyaml-load
    return yaml.load(event["body"], yaml.CSafeLoader)


def case10(event, context):
    # ok: pyyaml-load
    return yaml.safe_load(event["body"])


def case11(event, context):
    # ruleid: pyyaml-full-load
    return yaml.full_load(event["body"])


def case12(event, context):
    # ruleid: pyyaml-full-load
    return yaml.full_load_all(event["body"])


def case13(event, context):
    # ok: pyyaml-full-load
    return other_full_load(event["body"])


def case14(event, context):
    # ok: pyyaml-full-load
    return other_full_load_all(event["body"])


def case15(event, context):
    # ruleid: pyyaml-full-load
    return own_full_load(event["body"])


def case16(event, context):
    # ok: pyyaml-full-load
    return yaml.full_load("text")
