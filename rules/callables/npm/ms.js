const other = require('./other');
const msMain = require('ms');
const another = require('./another');

exports.case1 = async (event) => {
  // ruleid: ms
  return msMain(event.body);
};

exports.case2 = async (event) => {
  // ok: ms
  return another(event.body);
};

exports.case3 = async (event) => {
  // ok: ms
  return msMain('text');
};
