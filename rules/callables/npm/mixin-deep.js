const other = require('./other');
const mixinDeepMain = require('mixin-deep');
const another = require('./another');

exports.case1 = async (event) => {
  // ruleid: mixin-deep
  return mixinDeepMain({}, JSON.parse(event.body));
};

exports.case2 = async (event) => {
  // ruleid: mixin-deep
  return mixinDeepMain(true, {}, JSON.parse(event.body));
};

exports.case3 = async (event) => {
  // ok: mixin-deep
  return another({}, JSON.parse(event.body));
};

exports.case4 = async (event) => {
  // ok: mixin-deep
  return mixinDeepMain({}, 'text');
};
