const other = require('./other');
const lodashTemplateMain = require('lodash.template');
const another = require('./another');

exports.case1 = async (event) => {
  // ruleid: lodash.template
  return lodashTemplateMain(event.body);
};

exports.case2 = async (event) => {
  // ok: lodash.template
  return another(event.body);
};

exports.case3 = async (event) => {
  // ok: lodash.template
  return lodashTemplateMain('text');
};
