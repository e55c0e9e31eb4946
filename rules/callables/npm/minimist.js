const other = require('./other');
const minimistMain = require('minimist');
const another = require('./another');

exports.case1 = async (event) => {
  // ruleid: minimist
  return minimistMain(event.body.split(" "));
};

exports.case2 = async (event) => {
  // ok: minimist
  return another(event.body.split(" "));
};

exports.case3 = async (event) => {
  // ok: minimist
  return minimistMain('text'.split(" "));
};
