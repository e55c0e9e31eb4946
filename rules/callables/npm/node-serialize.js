const other = require('./other');
const nodeSerializeLib = require('node-serialize');
const { unserialize: unserialize1 } = require('node-serialize');

exports.case1 = async (event) => {
  // ruleid: node-serialize-unserialize
  return nodeSerializeLib.unserialize(event.body);
};

exports.case2 = async (event) => {
  // ok: node-serialize-unserialize
  return other.unserialize(event.body);
};

exports.case3 = async (event) => {
  // ruleid: node-serialize-unserialize
  return unserialize1(event.body);
};

exports.case4 = async (event) => {
  // ok: node-serialize-unserialize
  return nodeSerializeLib.unserialize('text');
};
