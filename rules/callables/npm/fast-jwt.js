const other = require('./other');
const fastJwtLib = require('fast-jwt');
const { createVerifier: createVerifier1 } = require('fast-jwt');

exports.case1 = async (event) => {
  // ruleid: fast-jwt-verifier
  return fastJwtLib.createVerifier({ key: event.body });
};

exports.case2 = async (event) => {
  // ok: fast-jwt-verifier
  return other.createVerifier({ key: event.body });
};

exports.case3 = async (event) => {
  // ruleid: fast-jwt-verifier
  return createVerifier1({ key: event.body });
};
