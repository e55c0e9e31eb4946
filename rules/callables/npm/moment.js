const other = require('./other');
const momentMain = require('moment');
const another = require('./another');
const momentLib = require('moment');
const { utc: utc2 } = require('moment');
const { duration: duration3 } = require('moment');
const { locale: locale4 } = require('moment');

exports.case1 = async (event) => {
  // ruleid: moment
  return momentMain(event.body);
};

exports.case2 = async (event) => {
  // ok: moment
  return another(event.body);
};

exports.case3 = async (event) => {
  // ok: moment
  return momentMain('text');
};

exports.case4 = async (event) => {
  // ruleid: moment-utc
  return momentLib.utc(event.body);
};

exports.case5 = async (event) => {
  // ok: moment-utc
  return other.utc(event.body);
};

exports.case6 = async (event) => {
  // ruleid: moment-utc
  return momentLib.parseZone(event.body);
};

exports.case7 = async (event) => {
  // ok: moment-utc
  return other.parseZone(event.body);
};

exports.case8 = async (event) => {
  // ruleid: moment-utc
  return utc2(event.body);
};

exports.case9 = async (event) => {
  // ok: moment-utc
  return momentLib.utc('text');
};

exports.case10 = async (event) => {
  // ruleid: moment-duration
  return momentLib.duration(event.body);
};

exports.case11 = async (event) => {
  // ok: moment-duration
  return other.duration(event.body);
};

exports.case12 = async (event) => {
  // ruleid: moment-duration
  return duration3(event.body);
};

exports.case13 = async (event) => {
  // ok: moment-duration
  return momentLib.duration('text');
};

exports.case14 = async (event) => {
  // ruleid: moment-locale
  return momentLib.locale(event.body);
};

exports.case15 = async (event) => {
  // ok: moment-locale
  return other.locale(event.body);
};

exports.case16 = async (event) => {
  // ruleid: moment-locale
  return locale4(event.body);
};

exports.case17 = async (event) => {
  // ok: moment-locale
  return momentLib.locale('text');
};
