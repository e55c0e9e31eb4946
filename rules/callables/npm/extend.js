const other = require('./other');
const extendMain = require('extend');
const another = require('./another');

exports.case1 = async (event) => {
  // ruleid: extend
  return extendMain({}, JSON.parse(event.body));
};

exports.case2 = async (event) => {
  // ruleid: extend
  return extendMain(true, {}, JSON.parse(event.body));
};

exports.case3 = async (event) => {
  // ok: extend
  return another({}, JSON.parse(event.body));
};

exports.case4 = async (event) => {
  // ok: extend
  return extendMain({}, 'text');
};
