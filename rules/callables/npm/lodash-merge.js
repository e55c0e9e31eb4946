const other = require('./other');
const lodashMergeMain = require('lodash.merge');
const another = require('./another');

exports.case1 = async (event) => {
  // ruleid: lodash.merge
  return lodashMergeMain({}, JSON.parse(event.body));
};

exports.case2 = async (event) => {
  // ok: lodash.merge
  return another({}, JSON.parse(event.body));
};

exports.case3 = async (event) => {
  // ok: lodash.merge
  return lodashMergeMain({}, 'text');
};
