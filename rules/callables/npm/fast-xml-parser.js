const other = require('./other');
const fastXmlParserLib = require('fast-xml-parser');
const { parse: parse1 } = require('fast-xml-parser');
const { XMLParser } = require('fast-xml-parser');

exports.case1 = async (event) => {
  // ruleid: fast-xml-parser-parse
  return fastXmlParserLib.parse(event.body);
};

exports.case2 = async (event) => {
  // ok: fast-xml-parser-parse
  return other.parse(event.body);
};

exports.case3 = async (event) => {
  // ruleid: fast-xml-parser-parse
  return fastXmlParserLib.convertToJson(event.body);
};

exports.case4 = async (event) => {
  // ok: fast-xml-parser-parse
  return other.convertToJson(event.body);
};

exports.case5 = async (event) => {
  // ruleid: fast-xml-parser-parse
  return parse1(event.body);
};

exports.case6 = async (event) => {
  // ok: fast-xml-parser-parse
  return fastXmlParserLib.parse('text');
};

exports.case7 = async (event) => {
  const object = new XMLParser();
  // ruleid: fast-xml-parser-parser
  return object.parse(event.body);
};

exports.case8 = async (event) => {
  const object = other.make();
  // ok: fast-xml-parser-parser
  return object.parse(event.body);
};

exports.case9 = async (event) => {
  const object = new XMLParser();
  // ok: fast-xml-parser-parser
  return object.parse('text');
};
