const other = require('./other');
const dotPropLib = require('dot-prop');
const { set: set1 } = require('dot-prop');

exports.case1 = async (event) => {
  // ruleid: dot-prop-set
  return dotPropLib.set({}, event.body, 1);
};

exports.case2 = async (event) => {
  // ok: dot-prop-set
  return other.set({}, event.body, 1);
};

exports.case3 = async (event) => {
  // ruleid: dot-prop-set
  return set1({}, event.body, 1);
};

exports.case4 = async (event) => {
  // ok: dot-prop-set
  return dotPropLib.set({}, 'text', 1);
};
