const other = require('./other');
const libxmljsLib = require('libxmljs');
const { parseXml: parseXml1 } = require('libxmljs');

exports.case1 = async (event) => {
  // ruleid: libxmljs-parse
  return libxmljsLib.parseXml(event.body);
};

exports.case2 = async (event) => {
  // ok: libxmljs-parse
  return other.parseXml(event.body);
};

exports.case3 = async (event) => {
  // ruleid: libxmljs-parse
  return libxmljsLib.parseXmlString(event.body);
};

exports.case4 = async (event) => {
  // ok: libxmljs-parse
  return other.parseXmlString(event.body);
};

exports.case5 = async (event) => {
  // ruleid: libxmljs-parse
  return libxmljsLib.parseXmlAsync(event.body);
};

exports.case6 = async (event) => {
  // ok: libxmljs-parse
  return other.parseXmlAsync(event.body);
};

exports.case7 = async (event) => {
  // ruleid: libxmljs-parse
  return parseXml1(event.body);
};

exports.case8 = async (event) => {
  // ok: libxmljs-parse
  return libxmljsLib.parseXml('text');
};
