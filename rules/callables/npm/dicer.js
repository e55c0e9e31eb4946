const other = require('./other');
const dicerMain = require('dicer');
const another = require('./another');

exports.case1 = async (event) => {
  // ruleid: dicer
  return new dicerMain(event.headers);
};

exports.case2 = async (event) => {
  // ok: dicer
  return new another(event.headers);
};
