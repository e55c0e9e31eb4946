const other = require('./other');
const xml2jsLib = require('xml2js');
const { parseString: parseString1 } = require('xml2js');
const { Parser } = require('xml2js');

exports.case1 = async (event) => {
  // ruleid: xml2js-parse-string
  return xml2jsLib.parseString(event.body);
};

exports.case2 = async (event) => {
  // ok: xml2js-parse-string
  return other.parseString(event.body);
};

exports.case3 = async (event) => {
  // ruleid: xml2js-parse-string
  return xml2jsLib.parseStringPromise(event.body);
};

exports.case4 = async (event) => {
  // ok: xml2js-parse-string
  return other.parseStringPromise(event.body);
};

exports.case5 = async (event) => {
  // ruleid: xml2js-parse-string
  return parseString1(event.body);
};

exports.case6 = async (event) => {
  // ok: xml2js-parse-string
  return xml2jsLib.parseString('text');
};

exports.case7 = async (event) => {
  const object = new Parser({ trim: true });
  // ruleid: xml2js-parser
  return object.parseString(event.body);
};

exports.case8 = async (event) => {
  const object = other.make();
  // ok: xml2js-parser
  return object.parseString(event.body);
};

exports.case9 = async (event) => {
  const object = new Parser({ trim: true });
  // ruleid: xml2js-parser
  return object.parseStringPromise(event.body);
};

exports.case10 = async (event) => {
  const object = other.make();
  // ok: xml2js-parser
  return object.parseStringPromise(event.body);
};

exports.case11 = async (event) => {
  const object = new Parser({ trim: true });
  // ok: xml2js-parser
  return object.parseString('text');
};
