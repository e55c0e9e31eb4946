import xml.dom.minidom
import xml.sax

import defusedxml.ElementTree
from lxml import etree


def handler(event, context):
    body = event["body"]
    # ruleid: xxe
    one = etree.fromstring(body)
    # ruleid: xxe
    two = etree.XML(body.encode())
    # ruleid: xxe
    xml.sax.parseString(body, None)
    # ruleid: xxe
    three = xml.dom.minidom.parseString(body)
    # ok: xxe
    four = defusedxml.ElementTree.fromstring(body)
    # ok: xxe
    five = etree.fromstring(body, etree.XMLParser(resolve_entities=False))
    # ok: xxe
    six = etree.fromstring("<a/>")
    # ok: xxe
    seven = etree.parse("/opt/settings.xml")
