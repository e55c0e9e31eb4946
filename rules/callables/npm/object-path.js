const other = require('./other');
const objectPathLib = require('object-path');
const { set: set1 } = require('object-path');

exports.case1 = async (event) => {
  // ruleid: object-path-set
  return objectPathLib.set({}, event.body);
};

exports.case2 = async (event) => {
  // ok: object-path-set
  return other.set({}, event.body);
};

exports.case3 = async (event) => {
  // ruleid: object-path-set
  return objectPathLib.del({}, event.body);
};

exports.case4 = async (event) => {
  // ok: object-path-set
  return other.del({}, event.body);
};

exports.case5 = async (event) => {
  // ruleid: object-path-set
  return objectPathLib.empty({}, event.body);
};

exports.case6 = async (event) => {
  // ok: object-path-set
  return other.empty({}, event.body);
};

exports.case7 = async (event) => {
  // ruleid: object-path-set
  return objectPathLib.push({}, event.body);
};

exports.case8 = async (event) => {
  // ok: object-path-set
  return other.push({}, event.body);
};

exports.case9 = async (event) => {
  // ruleid: object-path-set
  return objectPathLib.insert({}, event.body);
};

exports.case10 = async (event) => {
  // ok: object-path-set
  return other.insert({}, event.body);
};

exports.case11 = async (event) => {
  // ruleid: object-path-set
  return objectPathLib.ensureExists({}, event.body);
};

exports.case12 = async (event) => {
  // ok: object-path-set
  return other.ensureExists({}, event.body);
};

exports.case13 = async (event) => {
  // ruleid: object-path-set
  return set1({}, event.body);
};

exports.case14 = async (event) => {
  // ok: object-path-set
  return objectPathLib.set({}, 'text');
};
