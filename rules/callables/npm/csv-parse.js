const other = require('./other');
const csvParseMain = require('csv-parse');
const another = require('./another');

exports.case1 = async (event) => {
  // ruleid: csv-parse
  return csvParseMain(event.body);
};

exports.case2 = async (event) => {
  // ok: csv-parse
  return another(event.body);
};

exports.case3 = async (event) => {
  // ok: csv-parse
  return csvParseMain('text');
};
