const other = require('./other');
const lodashDefaultsdeepMain = require('lodash.defaultsdeep');
const another = require('./another');

exports.case1 = async (event) => {
  // ruleid: lodash.defaultsdeep
  return lodashDefaultsdeepMain({}, JSON.parse(event.body));
};

exports.case2 = async (event) => {
  // ok: lodash.defaultsdeep
  return another({}, JSON.parse(event.body));
};

exports.case3 = async (event) => {
  // ok: lodash.defaultsdeep
  return lodashDefaultsdeepMain({}, 'text');
};
