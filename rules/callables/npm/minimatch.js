const other = require('./other');
const minimatchMain = require('minimatch');
const another = require('./another');
const minimatchLib = require('minimatch');
const { filter: filter2 } = require('minimatch');

exports.case1 = async (event) => {
  // ruleid: minimatch
  return minimatchMain('a', event.body);
};

exports.case2 = async (event) => {
  // ruleid: minimatch
  return minimatchMain(event.body, "a");
};

exports.case3 = async (event) => {
  // ok: minimatch
  return another('a', event.body);
};

exports.case4 = async (event) => {
  // ok: minimatch
  return minimatchMain('a', 'text');
};

exports.case5 = async (event) => {
  // ruleid: minimatch-class
  return minimatchLib.filter(event.body);
};

exports.case6 = async (event) => {
  // ok: minimatch-class
  return other.filter(event.body);
};

exports.case7 = async (event) => {
  // ruleid: minimatch-class
  return minimatchLib.makeRe(event.body);
};

exports.case8 = async (event) => {
  // ok: minimatch-class
  return other.makeRe(event.body);
};

exports.case9 = async (event) => {
  // ruleid: minimatch-class
  return minimatchLib.braceExpand(event.body);
};

exports.case10 = async (event) => {
  // ok: minimatch-class
  return other.braceExpand(event.body);
};

exports.case11 = async (event) => {
  // ruleid: minimatch-class
  return filter2(event.body);
};

exports.case12 = async (event) => {
  // ok: minimatch-class
  return minimatchLib.filter('text');
};
