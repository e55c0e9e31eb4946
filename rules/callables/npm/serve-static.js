const other = require('./other');
const serve = require('serve-static');

exports.case1 = async (event) => {
  // ruleid: serve-static-serve
  return serve("public");
};

exports.case2 = async (event) => {
  // ok: serve-static-serve
  return other("public");
};
