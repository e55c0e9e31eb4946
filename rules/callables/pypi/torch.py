import torch.jit.annotations
from other import parse_type_line as other_parse_type_line
from torch.jit.annotations import parse_type_line as own_parse_type_line


def case1(event, context):
    # ruleid: torch-parse-type-line
    return torch.jit.annotations.parse_type_line(event["body"])


def case2(event, context):
    # ok: torch-parse-type-line
    return other_parse_type_line(event["body"])


def case3(event, context):
    # ruleid: torch-parse-type-line
    return own_parse_type_line(event["body"])


def case4(event, context):
    # ok: torch-parse-type-line
    return torch.jit.annotations.parse_type_line("text")
