const other = require('./other');
const requestMain = require('request');
const another = require('./another');
const requestLib = require('request');
const { get: get2 } = require('request');

exports.case1 = async (event) => {
  // ruleid: request
  return requestMain(event.body);
};

exports.case2 = async (event) => {
  // ok: request
  return another(event.body);
};

exports.case3 = async (event) => {
  // ok: request
  return requestMain('text');
};

exports.case4 = async (event) => {
  // ruleid: request-methods
  return requestLib.get(event.body);
};

exports.case5 = async (event) => {
  // ok: request-methods
  return other.get(event.body);
};

exports.case6 = async (event) => {
  // ruleid: request-methods
  return requestLib.post(event.body);
};

exports.case7 = async (event) => {
  // ok: request-methods
  return other.post(event.body);
};

exports.case8 = async (event) => {
  // ruleid: request-methods
  return requestLib.put(event.body);
};

exports.case9 = async (event) => {
  // ok: request-methods
  return other.put(event.body);
};

exports.case10 = async (event) => {
  // ruleid: request-methods
  return requestLib.patch(event.body);
};

exports.case11 = async (event) => {
  // ok: request-methods
  return other.patch(event.body);
};

exports.case12 = async (event) => {
  // ruleid: request-methods
  return requestLib.head(event.body);
};

exports.case13 = async (event) => {
  // ok: request-methods
  return other.head(event.body);
};

exports.case14 = async (event) => {
  // ruleid: request-methods
  return requestLib.del(event.body);
};

exports.case15 = async (event) => {
  // ok: request-methods
  return other.del(event.body);
};

exports.case16 = async (event) => {
  // ruleid: request-methods
  return requestLib.delete(event.body);
};

exports.case17 = async (event) => {
  // ok: request-methods
  return other.delete(event.body);
};

exports.case18 = async (event) => {
  // ruleid: request-methods
  return get2(event.body);
};

exports.case19 = async (event) => {
  // ok: request-methods
  return requestLib.get('text');
};
