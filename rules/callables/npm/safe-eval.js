const other = require('./other');
const safeEvalMain = require('safe-eval');
const another = require('./another');

exports.case1 = async (event) => {
  // ruleid: safe-eval
  return safeEvalMain(event.body);
};

exports.case2 = async (event) => {
  // ok: safe-eval
  return another(event.body);
};

exports.case3 = async (event) => {
  // ok: safe-eval
  return safeEvalMain('text');
};
