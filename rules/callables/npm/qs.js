const other = require('./other');
const qsLib = require('qs');
const { parse: parse1 } = require('qs');

exports.case1 = async (event) => {
  // ruleid: qs-parse
  return qsLib.parse(event.body);
};

exports.case2 = async (event) => {
  // ok: qs-parse
  return other.parse(event.body);
};

exports.case3 = async (event) => {
  // ruleid: qs-parse
  return parse1(event.body);
};

exports.case4 = async (event) => {
  // ok: qs-parse
  return qsLib.parse('text');
};
