const other = require('./other');
const pathToRegexpMain = require('path-to-regexp');
const another = require('./another');
const pathToRegexpLib = require('path-to-regexp');
const { pathToRegexp: pathToRegexp2 } = require('path-to-regexp');

exports.case1 = async (event) => {
  // ruleid: path-to-regexp
  return pathToRegexpMain(event.body);
};

exports.case2 = async (event) => {
  // ok: path-to-regexp
  return another(event.body);
};

exports.case3 = async (event) => {
  // ok: path-to-regexp
  return pathToRegexpMain('text');
};

exports.case4 = async (event) => {
  // ruleid: path-to-regexp-compile
  return pathToRegexpLib.pathToRegexp(event.body);
};

exports.case5 = async (event) => {
  // ok: path-to-regexp-compile
  return other.pathToRegexp(event.body);
};

exports.case6 = async (event) => {
  // ruleid: path-to-regexp-compile
  return pathToRegexpLib.match(event.body);
};

exports.case7 = async (event) => {
  // ok: path-to-regexp-compile
  return other.match(event.body);
};

exports.case8 = async (event) => {
  // ruleid: path-to-regexp-compile
  return pathToRegexpLib.compile(event.body);
};

exports.case9 = async (event) => {
  // ok: path-to-regexp-compile
  return other.compile(event.body);
};

exports.case10 = async (event) => {
  // ruleid: path-to-regexp-compile
  return pathToRegexp2(event.body);
};

exports.case11 = async (event) => {
  // ok: path-to-regexp-compile
  return pathToRegexpLib.pathToRegexp('text');
};
