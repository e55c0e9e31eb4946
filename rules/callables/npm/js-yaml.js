const other = require('./other');
const jsYamlLib = require('js-yaml');
const { load: load1 } = require('js-yaml');
const { safeLoad: safeLoad2 } = require('js-yaml');

exports.case1 = async (event) => {
  // ruleid: js-yaml-load
  return jsYamlLib.load(event.body);
};

exports.case2 = async (event) => {
  // ok: js-yaml-load
  return other.load(event.body);
};

exports.case3 = async (event) => {
  // ruleid: js-yaml-load
  return jsYamlLib.loadAll(event.body);
};

exports.case4 = async (event) => {
  // ok: js-yaml-load
  return other.loadAll(event.body);
};

exports.case5 = async (event) => {
  // ruleid: js-yaml-load
  return load1(event.body);
};

exports.case6 = async (event) => {
  // ok: js-yaml-load
  return jsYamlLib.load('text');
};

exports.case7 = async (event) => {
  // ruleid: js-yaml-safe-load
  return jsYamlLib.safeLoad(event.body);
};

exports.case8 = async (event) => {
  // ok: js-yaml-safe-load
  return other.safeLoad(event.body);
};

exports.case9 = async (event) => {
  // ruleid: js-yaml-safe-load
  return jsYamlLib.safeLoadAll(event.body);
};

exports.case10 = async (event) => {
  // ok: js-yaml-safe-load
  return other.safeLoadAll(event.body);
};

exports.case11 = async (event) => {
  // ruleid: js-yaml-safe-load
  return safeLoad2(event.body);
};

exports.case12 = async (event) => {
  // ok: js-yaml-safe-load
  return jsYamlLib.safeLoad('text');
};
