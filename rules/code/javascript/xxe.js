const libxml = require("libxmljs");

exports.handler = async (event) => {
  // ruleid: xxe
  libxml.parseXml(event.body, { noent: true });
  // ruleid: xxe
  libxml.parseXmlString(event.body, { noent: true, dtdload: true });
  // ruleid: xxe
  libxml.parseXml(Buffer.from(event.body, "base64").toString(), { noent: true });
  // ruleid: xxe
  libxml.parseXml(event.body, { replaceEntities: true });
  // ok: xxe
  libxml.parseXml(event.body);
  // ok: xxe
  libxml.parseXml(event.body, { noent: false });
  // ok: xxe
  libxml.parseXml("<a/>", { noent: true });
  // ok: xxe
  libxml.parseXml(event.body, { noblanks: true });
};
