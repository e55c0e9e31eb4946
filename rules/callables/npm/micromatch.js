const other = require('./other');
const micromatchMain = require('micromatch');
const another = require('./another');
const micromatchLib = require('micromatch');
const { braces: braces2 } = require('micromatch');

exports.case1 = async (event) => {
  // ruleid: micromatch
  return micromatchMain('a', event.body);
};

exports.case2 = async (event) => {
  // ruleid: micromatch
  return micromatchMain(event.body, "a");
};

exports.case3 = async (event) => {
  // ok: micromatch
  return another('a', event.body);
};

exports.case4 = async (event) => {
  // ok: micromatch
  return micromatchMain('a', 'text');
};

exports.case5 = async (event) => {
  // ruleid: micromatch-braces
  return micromatchLib.braces(event.body);
};

exports.case6 = async (event) => {
  // ok: micromatch-braces
  return other.braces(event.body);
};

exports.case7 = async (event) => {
  // ruleid: micromatch-braces
  return micromatchLib.makeRe(event.body);
};

exports.case8 = async (event) => {
  // ok: micromatch-braces
  return other.makeRe(event.body);
};

exports.case9 = async (event) => {
  // ruleid: micromatch-braces
  return micromatchLib.isMatch(event.body);
};

exports.case10 = async (event) => {
  // ok: micromatch-braces
  return other.isMatch(event.body);
};

exports.case11 = async (event) => {
  // ruleid: micromatch-braces
  return braces2(event.body);
};

exports.case12 = async (event) => {
  // ok: micromatch-braces
  return micromatchLib.braces('text');
};
