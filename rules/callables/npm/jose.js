const other = require('./other');
const joseLib = require('jose');
const { compactDecrypt: compactDecrypt1 } = require('jose');

exports.case1 = async (event) => {
  // ruleid: jose-decrypt
  return joseLib.compactDecrypt(event.body);
};

exports.case2 = async (event) => {
  // ok: jose-decrypt
  return other.compactDecrypt(event.body);
};

exports.case3 = async (event) => {
  // ruleid: jose-decrypt
  return joseLib.flattenedDecrypt(event.body);
};

exports.case4 = async (event) => {
  // ok: jose-decrypt
  return other.flattenedDecrypt(event.body);
};

exports.case5 = async (event) => {
  // ruleid: jose-decrypt
  return joseLib.generalDecrypt(event.body);
};

exports.case6 = async (event) => {
  // ok: jose-decrypt
  return other.generalDecrypt(event.body);
};

exports.case7 = async (event) => {
  // ruleid: jose-decrypt
  return joseLib.jwtDecrypt(event.body);
};

exports.case8 = async (event) => {
  // ok: jose-decrypt
  return other.jwtDecrypt(event.body);
};

exports.case9 = async (event) => {
  // ruleid: jose-decrypt
  return compactDecrypt1(event.body);
};

exports.case10 = async (event) => {
  // ok: jose-decrypt
  return joseLib.compactDecrypt('text');
};
