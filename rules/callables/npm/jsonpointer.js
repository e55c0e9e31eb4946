const other = require('./other');
const jsonpointerLib = require('jsonpointer');
const { set: set1 } = require('jsonpointer');

exports.case1 = async (event) => {
  // ruleid: jsonpointer-set
  return jsonpointerLib.set({}, event.body);
};

exports.case2 = async (event) => {
  // ok: jsonpointer-set
  return other.set({}, event.body);
};

exports.case3 = async (event) => {
  // ruleid: jsonpointer-set
  return set1({}, event.body);
};

exports.case4 = async (event) => {
  // ok: jsonpointer-set
  return jsonpointerLib.set({}, 'text');
};
