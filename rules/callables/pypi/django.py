import django.utils.text
from other import Truncator as other_Truncator
from django.utils.text import Truncator as own_Truncator
import django.utils.html
from other import urlize as other_urlize
from django.utils.html import urlize as own_urlize
from other import strip_tags as other_strip_tags
from django.utils.html import strip_tags as own_strip_tags
import django.utils.encoding
from other import uri_to_iri as other_uri_to_iri
from django.utils.encoding import uri_to_iri as own_uri_to_iri
import django.utils.archive
from other import extract as other_extract
from django.utils.archive import extract as own_extract
import django.utils.http
from other import is_safe_url as other_is_safe_url
from django.utils.http import is_safe_url as own_is_safe_url
import django.views.static
from other import serve as other_serve
from django.views.static import serve as own_serve
from django.core.validators import URLValidator, EmailValidator, validate_email, validate_ipv4_address
from other import validate_email as other_email
from shop.models import Order
from django.db.models.functions import Trunc, Extract
from other import Trunc as OtherTrunc
from django.contrib.postgres.aggregates import StringAgg
from other import StringAgg as OtherAgg
from django.http import FileResponse
from other import FileResponse as OtherResponse


def case1(event, context):
    # ruleid: django-truncator
    return django.utils.text.Truncator(event["body"])


def case2(event, context):
    # ok: django-truncator
    return other_Truncator(event["body"])


def case3(event, context):
    # ruleid: django-truncator
    return own_Truncator(event["body"])


def case4(event, context):
    # ok: django-truncator
    return django.utils.text.Truncator("text")


def case5(event, context):
    # ruleid: django-urlize
    return django.utils.html.urlize(event["body"])


def case6(event, context):
    # ok: django-urlize
    return other_urlize(event["body"])


def case7(event, context):
    # ruleid: django-urlize
    return own_urlize(event["body"])


def case8(event, context):
    # ok: django-urlize
    return django.utils.html.urlize("text")


def case9(event, context):
    # ruleid: django-strip-tags
    return django.utils.html.strip_tags(event["body"])


def case10(event, context):
    # ok: django-strip-tags
    return other_strip_tags(event["body"])


def case11(event, context):
    # ruleid: django-strip-tags
    return own_strip_tags(event["body"])


def case12(event, context):
    # ok: django-strip-tags
    return django.utils.html.strip_tags("text")


def case13(event, context):
    # ruleid: django-uri-to-iri
    return django.utils.encoding.uri_to_iri(event["body"])


def case14(event, context):
    # ok: django-uri-to-iri
    return other_uri_to_iri(event["body"])


def case15(event, context):
    # ruleid: django-uri-to-iri
    return own_uri_to_iri(event["body"])


def case16(event, context):
    # ok: django-uri-to-iri
    return django.utils.encoding.uri_to_iri("text")


def case17(event, context):
    # ruleid: django-archive
    return django.utils.archive.extract(event["body"], "/tmp")


def case18(event, context):
    # ok: django-archive
    return other_extract(event["body"], "/tmp")


def case19(event, context):
    # ruleid: django-archive
    return own_extract(event["body"], "/tmp")


def case20(event, context):
    # ok: django-archive
    return django.utils.archive.extract("text", "/tmp")


def case21(event, context):
    # ruleid: django-safe-url
    return django.utils.http.is_safe_url(event["body"])


def case22(event, context):
    # ok: django-safe-url
    return other_is_safe_url(event["body"])


def case23(event, context):
    # ruleid: django-safe-url
    return own_is_safe_url(event["body"])


def case24(event, context):
    # ok: django-safe-url
    return django.utils.http.is_safe_url("text")


def case25(event, context):
    # ruleid: django-serve
    return django.views.static.serve(request, event["body"])


def case26(event, context):
    # ok: django-serve
    return other_serve(request, event["body"])


def case27(event, context):
    # ruleid: django-serve
    return own_serve(request, event["body"])


def case28(event, context):
    # ok: django-serve
    return django.views.static.serve(request, "text")


def case29(event, context):
    # ruleid: django-validator
    return URLValidator()(event["body"])


def case30(event, context):
    # ruleid: django-validator
    return EmailValidator()(event["body"])


def case31(event, context):
    # ruleid: django-validator
    return validate_email(event["body"])


def case32(event, context):
    # ruleid: django-validator
    return validate_ipv4_address(event["body"])


def case33(event, context):
    # ok: django-validator
    return other_email(event["body"])


def case34(event, context):
    # ok: django-validator
    return validate_email("a@b.example")


def case35(event, context):
    # ruleid: django-query
    return Order.objects.annotate(**event["body"])


def case36(event, context):
    # ruleid: django-query
    return Order.objects.all().order_by(event["body"])


def case37(event, context):
    # ruleid: django-query
    return Order.objects.values(*event["body"])


def case38(event, context):
    # ok: django-query
    return Order.objects.order_by("id")


def case39(event, context):
    # ok: django-query
    return Order.objects.annotate(total=event["body"])


def case40(event, context):
    # ok: django-query
    return Order.objects.filter(**event["body"])


def case41(event, context):
    # ruleid: django-date
    return Trunc("day", event["body"])


def case42(event, context):
    # ruleid: django-date
    return Extract("day", event["body"])


def case43(event, context):
    # ok: django-date
    return Trunc("day", "month")


def case44(event, context):
    # ok: django-date
    return OtherTrunc("day", event["body"])


def case45(event, context):
    # ruleid: django-aggregate
    return StringAgg("a", event["body"])


def case46(event, context):
    # ruleid: django-aggregate
    return StringAgg("a", delimiter=event["body"])


def case47(event, context):
    # ok: django-aggregate
    return StringAgg("a", ",")


def case48(event, context):
    # ok: django-aggregate
    return OtherAgg("a", event["body"])


def case49(event, context):
    # ruleid: django-response
    return FileResponse(data, filename=event["body"])


def case50(event, context):
    # ok: django-response
    return FileResponse(data, filename="a.txt")


def case51(event, context):
    # ok: django-response
    return OtherResponse(data, filename=event["body"])
