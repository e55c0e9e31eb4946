import PIL.Image
from other import open as other_open
from PIL.Image import open as own_open
from PIL import Image
import PIL.ImageMath
from other import eval as other_eval
from PIL.ImageMath import eval as own_eval
import PIL.ImagePath
from other import Path as other_Path
from PIL.ImagePath import Path as own_Path
import PIL.ImageColor
from other import getrgb as other_getrgb
from other import getcolor as other_getcolor
from PIL.ImageColor import getrgb as own_getrgb
from PIL import ImageFont
font = ImageFont.truetype("a.ttf")


def case1(event, context):
    # ruleid: pillow-open
    return PIL.Image.open(event["body"])


def case2(event, context):
    # ok: pillow-open
    return other_open(event["body"])


def case3(event, context):
    # ruleid: pillow-open
    return own_open(event["body"])


def case4(event, context):
    # ok: pillow-open
    return PIL.Image.open("text")


def case5(event, context):
    # ruleid: pillow-open
    return Image.open(io.BytesIO(event["body"]))


def case6(event, context):
    # ok: pillow-open
    return Image.new("RGB", event["body"])


def case7(event, context):
    # ok: pillow-open
    return other.Image.open(event["body"])


def case8(event, context):
    # ruleid: pillow-math
    return PIL.ImageMath.eval(event["body"])


def case9(event, context):
    # ok: pillow-math
    return other_eval(event["body"])


def case10(event, context):
    # ruleid: pillow-math
    return own_eval(event["body"])


def case11(event, context):
    # ok: pillow-math
    return PIL.ImageMath.eval("text")


def case12(event, context):
    # ruleid: pillow-path
    return PIL.ImagePath.Path(event["body"])


def case13(event, context):
    # ok: pillow-path
    return other_Path(event["body"])


def case14(event, context):
    # ruleid: pillow-path
    return own_Path(event["body"])


def case15(event, context):
    # ok: pillow-path
    return PIL.ImagePath.Path("text")


def case16(event, context):
    # ruleid: pillow-color
    return PIL.ImageColor.getrgb(event["body"])


def case17(event, context):
    # ruleid: pillow-color
    return PIL.ImageColor.getcolor(event["body"])


def case18(event, context):
    # ok: pillow-color
    return other_getrgb(event["body"])


def case19(event, context):
    # ok: pillow-color
    return other_getcolor(event["body"])


def case20(event, context):
    # ruleid: pillow-color
    return own_getrgb(event["body"])


def case21(event, context):
    # ok: pillow-color
    return PIL.ImageColor.getrgb("text")


def case22(event, context):
    # ruleid: pillow-text
    return font.getlength(event["body"])


def case23(event, context):
    # ruleid: pillow-text
    return font.getbbox(event["body"])


def case24(event, context):
    # ok: pillow-text
    return font.getlength("a")


def case25(event, context):
    # ok: pillow-text
    return other.getlength(event["body"])
