const other = require('./other');
const parseUrlMain = require('parse-url');
const another = require('./another');

exports.case1 = async (event) => {
  // ruleid: parse-url
  return parseUrlMain(event.body);
};

exports.case2 = async (event) => {
  // ok: parse-url
  return another(event.body);
};

exports.case3 = async (event) => {
  // ok: parse-url
  return parseUrlMain('text');
};
