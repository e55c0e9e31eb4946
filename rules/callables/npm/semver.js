const other = require('./other');
const semverLib = require('semver');
const { validRange: validRange1 } = require('semver');
const { satisfies: satisfies2 } = require('semver');
const { Range: Range3 } = require('semver');

exports.case1 = async (event) => {
  // ruleid: semver-range
  return semverLib.validRange(event.body);
};

exports.case2 = async (event) => {
  // ok: semver-range
  return other.validRange(event.body);
};

exports.case3 = async (event) => {
  // ruleid: semver-range
  return semverLib.minVersion(event.body);
};

exports.case4 = async (event) => {
  // ok: semver-range
  return other.minVersion(event.body);
};

exports.case5 = async (event) => {
  // ruleid: semver-range
  return semverLib.intersects(event.body);
};

exports.case6 = async (event) => {
  // ok: semver-range
  return other.intersects(event.body);
};

exports.case7 = async (event) => {
  // ruleid: semver-range
  return semverLib.subset(event.body);
};

exports.case8 = async (event) => {
  // ok: semver-range
  return other.subset(event.body);
};

exports.case9 = async (event) => {
  // ruleid: semver-range
  return semverLib.maxSatisfying(event.body);
};

exports.case10 = async (event) => {
  // ok: semver-range
  return other.maxSatisfying(event.body);
};

exports.case11 = async (event) => {
  // ruleid: semver-range
  return semverLib.minSatisfying(event.body);
};

exports.case12 = async (event) => {
  // ok: semver-range
  return other.minSatisfying(event.body);
};

exports.case13 = async (event) => {
  // ruleid: semver-range
  return semverLib.outside(event.body);
};

exports.case14 = async (event) => {
  // ok: semver-range
  return other.outside(event.body);
};

exports.case15 = async (event) => {
  // ruleid: semver-range
  return validRange1(event.body);
};

exports.case16 = async (event) => {
  // ok: semver-range
  return semverLib.validRange('text');
};

exports.case17 = async (event) => {
  // ruleid: semver-satisfies
  return semverLib.satisfies("1.0.0", event.body);
};

exports.case18 = async (event) => {
  // ok: semver-satisfies
  return other.satisfies("1.0.0", event.body);
};

exports.case19 = async (event) => {
  // ruleid: semver-satisfies
  return semverLib.gtr("1.0.0", event.body);
};

exports.case20 = async (event) => {
  // ok: semver-satisfies
  return other.gtr("1.0.0", event.body);
};

exports.case21 = async (event) => {
  // ruleid: semver-satisfies
  return semverLib.ltr("1.0.0", event.body);
};

exports.case22 = async (event) => {
  // ok: semver-satisfies
  return other.ltr("1.0.0", event.body);
};

exports.case23 = async (event) => {
  // ruleid: semver-satisfies
  return satisfies2("1.0.0", event.body);
};

exports.case24 = async (event) => {
  // ok: semver-satisfies
  return semverLib.satisfies("1.0.0", 'text');
};

exports.case25 = async (event) => {
  // ruleid: semver-range-class
  return new semverLib.Range(event.body);
};

exports.case26 = async (event) => {
  // ok: semver-range-class
  return new other.Range(event.body);
};

exports.case27 = async (event) => {
  // ruleid: semver-range-class
  return new Range3(event.body);
};

exports.case28 = async (event) => {
  // ok: semver-range-class
  return new semverLib.Range('text');
};
