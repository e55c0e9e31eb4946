const other = require('./other');
const colorStringLib = require('color-string');
const { get: get1 } = require('color-string');

exports.case1 = async (event) => {
  // ruleid: color-string-get
  return colorStringLib.get(event.body);
};

exports.case2 = async (event) => {
  // ok: color-string-get
  return other.get(event.body);
};

exports.case3 = async (event) => {
  // ruleid: color-string-get
  return get1(event.body);
};

exports.case4 = async (event) => {
  // ok: color-string-get
  return colorStringLib.get('text');
};
