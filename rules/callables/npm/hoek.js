const other = require('./other');
const hoekLib = require('hoek');
const { merge: merge1 } = require('hoek');
const { clone: clone2 } = require('hoek');

exports.case1 = async (event) => {
  // ruleid: hoek-merge
  return hoekLib.merge({}, JSON.parse(event.body));
};

exports.case2 = async (event) => {
  // ok: hoek-merge
  return other.merge({}, JSON.parse(event.body));
};

exports.case3 = async (event) => {
  // ruleid: hoek-merge
  return hoekLib.applyToDefaults({}, JSON.parse(event.body));
};

exports.case4 = async (event) => {
  // ok: hoek-merge
  return other.applyToDefaults({}, JSON.parse(event.body));
};

exports.case5 = async (event) => {
  // ruleid: hoek-merge
  return merge1({}, JSON.parse(event.body));
};

exports.case6 = async (event) => {
  // ok: hoek-merge
  return hoekLib.merge({}, 'text');
};

exports.case7 = async (event) => {
  // ruleid: hoek-clone
  return hoekLib.clone(JSON.parse(event.body));
};

exports.case8 = async (event) => {
  // ok: hoek-clone
  return other.clone(JSON.parse(event.body));
};

exports.case9 = async (event) => {
  // ruleid: hoek-clone
  return clone2(JSON.parse(event.body));
};

exports.case10 = async (event) => {
  // ok: hoek-clone
  return hoekLib.clone('text');
};
