const other = require('./other');
const jsonpathPlusLib = require('jsonpath-plus');
const { JSONPath: JSONPath1 } = require('jsonpath-plus');

exports.case1 = async (event) => {
  // ruleid: jsonpath-plus-path
  return jsonpathPlusLib.JSONPath({ path: event.body, json: {} });
};

exports.case2 = async (event) => {
  // ok: jsonpath-plus-path
  return other.JSONPath({ path: event.body, json: {} });
};

exports.case3 = async (event) => {
  // ruleid: jsonpath-plus-path
  return JSONPath1({ path: event.body, json: {} });
};

exports.case4 = async (event) => {
  // ok: jsonpath-plus-path
  return jsonpathPlusLib.JSONPath({ path: 'text', json: {} });
};
