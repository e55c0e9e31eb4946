const other = require('./other');
const nodeFetchMain = require('node-fetch');
const another = require('./another');

exports.case1 = async (event) => {
  // ruleid: node-fetch
  return nodeFetchMain(event.body);
};

exports.case2 = async (event) => {
  // ok: node-fetch
  return another(event.body);
};

exports.case3 = async (event) => {
  // ok: node-fetch
  return nodeFetchMain('text');
};
