const other = require('./other');
const underscoreLib = require('underscore');
const { template: template1 } = require('underscore');
const { flatten: flatten2 } = require('underscore');

exports.case1 = async (event) => {
  // ruleid: underscore-template
  return underscoreLib.template(event.body);
};

exports.case2 = async (event) => {
  // ok: underscore-template
  return other.template(event.body);
};

exports.case3 = async (event) => {
  // ruleid: underscore-template
  return underscoreLib.template('<p></p>', { variable: event.body });
};

exports.case4 = async (event) => {
  // ruleid: underscore-template
  return template1(event.body);
};

exports.case5 = async (event) => {
  // ok: underscore-template
  return underscoreLib.template('text');
};

exports.case6 = async (event) => {
  // ruleid: underscore-flatten
  return underscoreLib.flatten(JSON.parse(event.body));
};

exports.case7 = async (event) => {
  // ok: underscore-flatten
  return other.flatten(JSON.parse(event.body));
};

exports.case8 = async (event) => {
  // ruleid: underscore-flatten
  return underscoreLib.isEqual(JSON.parse(event.body));
};

exports.case9 = async (event) => {
  // ok: underscore-flatten
  return other.isEqual(JSON.parse(event.body));
};

exports.case10 = async (event) => {
  // ruleid: underscore-flatten
  return flatten2(JSON.parse(event.body));
};

exports.case11 = async (event) => {
  // ok: underscore-flatten
  return underscoreLib.flatten('text');
};
