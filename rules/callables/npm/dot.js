const other = require('./other');
const dotLib = require('dot');
const { template: template1 } = require('dot');

exports.case1 = async (event) => {
  // ruleid: dot-template
  return dotLib.template(event.body);
};

exports.case2 = async (event) => {
  // ok: dot-template
  return other.template(event.body);
};

exports.case3 = async (event) => {
  // ruleid: dot-template
  return dotLib.compile(event.body);
};

exports.case4 = async (event) => {
  // ok: dot-template
  return other.compile(event.body);
};

exports.case5 = async (event) => {
  // ruleid: dot-template
  return template1(event.body);
};

exports.case6 = async (event) => {
  // ok: dot-template
  return dotLib.template('text');
};
