const other = require('./other');
const uuid = require('node-uuid');
const { v4 } = require('node-uuid');

exports.case1 = async (event) => {
  // ruleid: node-uuid-v4
  return uuid.v4();
};

exports.case2 = async (event) => {
  // ruleid: node-uuid-v4
  return v4();
};

exports.case3 = async (event) => {
  // ruleid: node-uuid-v4
  return uuid();
};

exports.case4 = async (event) => {
  // ok: node-uuid-v4
  return other.v4();
};

exports.case5 = async (event) => {
  // ok: node-uuid-v4
  return uuid.unparse(event.body);
};
