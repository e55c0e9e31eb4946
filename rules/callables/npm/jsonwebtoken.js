const other = require('./other');
const jwt = require('jsonwebtoken');
const { verify } = require('jsonwebtoken');

exports.case1 = async (event) => {
  // ruleid: jsonwebtoken-verify
  return jwt.verify(event.headers.token, key);
};

exports.case2 = async (event) => {
  // ruleid: jsonwebtoken-verify
  return verify(event.headers.token, key, done);
};

exports.case3 = async (event) => {
  // ruleid: jsonwebtoken-verify
  return jwt.verify(event.headers.token, key, { issuer: "me" });
};

exports.case4 = async (event) => {
  // ok: jsonwebtoken-verify
  return jwt.verify(event.headers.token, key, { algorithms: ["RS256"] });
};

exports.case5 = async (event) => {
  // ok: jsonwebtoken-verify
  return verify(event.headers.token, key, { algorithms: ["RS256"] }, done);
};

exports.case6 = async (event) => {
  // ok: jsonwebtoken-verify
  return other.verify(event.headers.token, key);
};

exports.case7 = async (event) => {
  // ok: jsonwebtoken-verify
  return jwt.decode(event.headers.token);
};
