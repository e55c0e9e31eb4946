const other = require('./other');
const freshMain = require('fresh');
const another = require('./another');

exports.case1 = async (event) => {
  // ruleid: fresh
  return freshMain(event.body);
};

exports.case2 = async (event) => {
  // ok: fresh
  return another(event.body);
};

exports.case3 = async (event) => {
  // ok: fresh
  return freshMain('text');
};
