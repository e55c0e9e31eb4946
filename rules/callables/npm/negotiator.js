const other = require('./other');
const negotiatorMain = require('negotiator');
const another = require('./another');

exports.case1 = async (event) => {
  // ruleid: negotiator
  return new negotiatorMain(event);
};

exports.case2 = async (event) => {
  // ok: negotiator
  return new another(event);
};
