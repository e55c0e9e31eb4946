const other = require('./other');
const jsonPointerLib = require('json-pointer');
const { set: set1 } = require('json-pointer');

exports.case1 = async (event) => {
  // ruleid: json-pointer-set
  return jsonPointerLib.set({}, event.body);
};

exports.case2 = async (event) => {
  // ok: json-pointer-set
  return other.set({}, event.body);
};

exports.case3 = async (event) => {
  // ruleid: json-pointer-set
  return set1({}, event.body);
};

exports.case4 = async (event) => {
  // ok: json-pointer-set
  return jsonPointerLib.set({}, 'text');
};
