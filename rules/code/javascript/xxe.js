const libxmljs = require('libxmljs');
const { XMLParser } = require('fast-xml-parser');

exports.entities = async (event) => {
  // ruleid: xxe
  return libxmljs.parseXml(event.body, { noent: true });
};

exports.text = async (event) => {
  const xml = Buffer.from(event.body, 'base64').toString();
  // ruleid: xxe
  return libxmljs.parseXmlString(xml, { nonet: false, replaceEntities: true });
};

exports.dtd = (event, context, callback) => {
  // ruleid: xxe
  callback(null, libxmljs.parseXml(event.xml, { dtdload: true, noblanks: true }));
};

exports.options = async (event) => {
  const options = { noent: true };
  // ruleid: xxe
  return libxmljs.parseXml(event.body, options);
};

exports.plain = async (event) => {
  // ok: xxe
  return libxmljs.parseXml(event.body);
};

exports.off = async (event) => {
  // ok: xxe
  return libxmljs.parseXml(event.body, { noent: false });
};

exports.blanks = async (event) => {
  // ok: xxe
  return libxmljs.parseXml(event.body, { noblanks: true });
};

exports.other = async (event) => {
  // ok: xxe
  return new XMLParser().parse(event.body);
};
