const other = require('./other');
const ipLib = require('ip');
const { isPrivate: isPrivate1 } = require('ip');

exports.case1 = async (event) => {
  // ruleid: ip-is-private
  return ipLib.isPrivate(event.body);
};

exports.case2 = async (event) => {
  // ok: ip-is-private
  return other.isPrivate(event.body);
};

exports.case3 = async (event) => {
  // ruleid: ip-is-private
  return ipLib.isPublic(event.body);
};

exports.case4 = async (event) => {
  // ok: ip-is-private
  return other.isPublic(event.body);
};

exports.case5 = async (event) => {
  // ruleid: ip-is-private
  return ipLib.isLoopback(event.body);
};

exports.case6 = async (event) => {
  // ok: ip-is-private
  return other.isLoopback(event.body);
};

exports.case7 = async (event) => {
  // ruleid: ip-is-private
  return isPrivate1(event.body);
};

exports.case8 = async (event) => {
  // ok: ip-is-private
  return ipLib.isPrivate('text');
};
