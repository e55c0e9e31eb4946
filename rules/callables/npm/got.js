const other = require('./other');
const gotMain = require('got');
const another = require('./another');
const gotLib = require('got');
const { get: get2 } = require('got');

exports.case1 = async (event) => {
  // ruleid: got
  return gotMain(event.body);
};

exports.case2 = async (event) => {
  // ok: got
  return another(event.body);
};

exports.case3 = async (event) => {
  // ok: got
  return gotMain('text');
};

exports.case4 = async (event) => {
  // ruleid: got-methods
  return gotLib.get(event.body);
};

exports.case5 = async (event) => {
  // ok: got-methods
  return other.get(event.body);
};

exports.case6 = async (event) => {
  // ruleid: got-methods
  return gotLib.post(event.body);
};

exports.case7 = async (event) => {
  // ok: got-methods
  return other.post(event.body);
};

exports.case8 = async (event) => {
  // ruleid: got-methods
  return gotLib.put(event.body);
};

exports.case9 = async (event) => {
  // ok: got-methods
  return other.put(event.body);
};

exports.case10 = async (event) => {
  // ruleid: got-methods
  return gotLib.patch(event.body);
};

exports.case11 = async (event) => {
  // ok: got-methods
  return other.patch(event.body);
};

exports.case12 = async (event) => {
  // ruleid: got-methods
  return gotLib.head(event.body);
};

exports.case13 = async (event) => {
  // ok: got-methods
  return other.head(event.body);
};

exports.case14 = async (event) => {
  // ruleid: got-methods
  return gotLib.delete(event.body);
};

exports.case15 = async (event) => {
  // ok: got-methods
  return other.delete(event.body);
};

exports.case16 = async (event) => {
  // ruleid: got-methods
  return gotLib.stream(event.body);
};

exports.case17 = async (event) => {
  // ok: got-methods
  return other.stream(event.body);
};

exports.case18 = async (event) => {
  // ruleid: got-methods
  return get2(event.body);
};

exports.case19 = async (event) => {
  // ok: got-methods
  return gotLib.get('text');
};
