const other = require('./other');
const cryoLib = require('cryo');
const { parse: parse1 } = require('cryo');

exports.case1 = async (event) => {
  // ruleid: cryo-parse
  return cryoLib.parse(event.body);
};

exports.case2 = async (event) => {
  // ok: cryo-parse
  return other.parse(event.body);
};

exports.case3 = async (event) => {
  // ruleid: cryo-parse
  return parse1(event.body);
};

exports.case4 = async (event) => {
  // ok: cryo-parse
  return cryoLib.parse('text');
};
