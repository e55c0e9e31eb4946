const other = require('./other');
const trimMain = require('trim');
const another = require('./another');

exports.case1 = async (event) => {
  // ruleid: trim
  return trimMain(event.body);
};

exports.case2 = async (event) => {
  // ok: trim
  return another(event.body);
};

exports.case3 = async (event) => {
  // ok: trim
  return trimMain('text');
};
