const other = require('./other');
const globParentMain = require('glob-parent');
const another = require('./another');

exports.case1 = async (event) => {
  // ruleid: glob-parent
  return globParentMain(event.body);
};

exports.case2 = async (event) => {
  // ok: glob-parent
  return another(event.body);
};

exports.case3 = async (event) => {
  // ok: glob-parent
  return globParentMain('text');
};
