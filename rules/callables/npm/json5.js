const other = require('./other');
const json5Lib = require('json5');
const { parse: parse1 } = require('json5');

exports.case1 = async (event) => {
  // ruleid: json5-parse
  return json5Lib.parse(event.body);
};

exports.case2 = async (event) => {
  // ok: json5-parse
  return other.parse(event.body);
};

exports.case3 = async (event) => {
  // ruleid: json5-parse
  return parse1(event.body);
};

exports.case4 = async (event) => {
  // ok: json5-parse
  return json5Lib.parse('text');
};
