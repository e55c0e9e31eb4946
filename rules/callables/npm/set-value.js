const other = require('./other');
const setValueMain = require('set-value');
const another = require('./another');

exports.case1 = async (event) => {
  // ruleid: set-value
  return setValueMain({}, event.body);
};

exports.case2 = async (event) => {
  // ok: set-value
  return another({}, event.body);
};

exports.case3 = async (event) => {
  // ok: set-value
  return setValueMain({}, 'text');
};
