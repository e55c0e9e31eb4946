const other = require('./other');
const hoekLib = require('@hapi/hoek');
const { clone: clone1 } = require('@hapi/hoek');

exports.case1 = async (event) => {
  // ruleid: hapi-hoek-clone
  return hoekLib.clone(JSON.parse(event.body));
};

exports.case2 = async (event) => {
  // ok: hapi-hoek-clone
  return other.clone(JSON.parse(event.body));
};

exports.case3 = async (event) => {
  // ruleid: hapi-hoek-clone
  return clone1(JSON.parse(event.body));
};

exports.case4 = async (event) => {
  // ok: hapi-hoek-clone
  return hoekLib.clone('text');
};
