const other = require('./other');
const funcsterLib = require('funcster');
const { deepDeserialize: deepDeserialize1 } = require('funcster');

exports.case1 = async (event) => {
  // ruleid: funcster-deserialize
  return funcsterLib.deepDeserialize(JSON.parse(event.body));
};

exports.case2 = async (event) => {
  // ok: funcster-deserialize
  return other.deepDeserialize(JSON.parse(event.body));
};

exports.case3 = async (event) => {
  // ruleid: funcster-deserialize
  return funcsterLib.deserialize(JSON.parse(event.body));
};

exports.case4 = async (event) => {
  // ok: funcster-deserialize
  return other.deserialize(JSON.parse(event.body));
};

exports.case5 = async (event) => {
  // ruleid: funcster-deserialize
  return deepDeserialize1(JSON.parse(event.body));
};

exports.case6 = async (event) => {
  // ok: funcster-deserialize
  return funcsterLib.deepDeserialize('text');
};
