const other = require('./other');
const jwsLib = require('jws');
const { verify: verify1 } = require('jws');

exports.case1 = async (event) => {
  // ruleid: jws-verify
  return jwsLib.verify(event.body);
};

exports.case2 = async (event) => {
  // ok: jws-verify
  return other.verify(event.body);
};

exports.case3 = async (event) => {
  // ruleid: jws-verify
  return jwsLib.createVerify(event.body);
};

exports.case4 = async (event) => {
  // ok: jws-verify
  return other.createVerify(event.body);
};

exports.case5 = async (event) => {
  // ruleid: jws-verify
  return verify1(event.body);
};
