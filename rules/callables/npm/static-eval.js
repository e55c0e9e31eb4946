const other = require('./other');
const staticEvalMain = require('static-eval');
const another = require('./another');

exports.case1 = async (event) => {
  // ruleid: static-eval
  return staticEvalMain(event.body);
};

exports.case2 = async (event) => {
  // ok: static-eval
  return another(event.body);
};
