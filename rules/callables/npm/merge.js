const other = require('./other');
const mergeMain = require('merge');
const another = require('./another');
const mergeLib = require('merge');
const { recursive: recursive2 } = require('merge');

exports.case1 = async (event) => {
  // ruleid: merge
  return mergeMain({}, JSON.parse(event.body));
};

exports.case2 = async (event) => {
  // ok: merge
  return another({}, JSON.parse(event.body));
};

exports.case3 = async (event) => {
  // ok: merge
  return mergeMain({}, 'text');
};

exports.case4 = async (event) => {
  // ruleid: merge-recursive
  return mergeLib.recursive({}, JSON.parse(event.body));
};

exports.case5 = async (event) => {
  // ok: merge-recursive
  return other.recursive({}, JSON.parse(event.body));
};

exports.case6 = async (event) => {
  // ruleid: merge-recursive
  return recursive2({}, JSON.parse(event.body));
};

exports.case7 = async (event) => {
  // ok: merge-recursive
  return mergeLib.recursive({}, 'text');
};
