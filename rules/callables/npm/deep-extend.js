const other = require('./other');
const deepExtendMain = require('deep-extend');
const another = require('./another');

exports.case1 = async (event) => {
  // ruleid: deep-extend
  return deepExtendMain({}, JSON.parse(event.body));
};

exports.case2 = async (event) => {
  // ruleid: deep-extend
  return deepExtendMain(true, {}, JSON.parse(event.body));
};

exports.case3 = async (event) => {
  // ok: deep-extend
  return another({}, JSON.parse(event.body));
};

exports.case4 = async (event) => {
  // ok: deep-extend
  return deepExtendMain({}, 'text');
};
