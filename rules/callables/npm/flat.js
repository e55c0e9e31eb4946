const other = require('./other');
const flatLib = require('flat');
const { unflatten: unflatten1 } = require('flat');

exports.case1 = async (event) => {
  // ruleid: flat-unflatten
  return flatLib.unflatten(JSON.parse(event.body));
};

exports.case2 = async (event) => {
  // ok: flat-unflatten
  return other.unflatten(JSON.parse(event.body));
};

exports.case3 = async (event) => {
  // ruleid: flat-unflatten
  return unflatten1(JSON.parse(event.body));
};

exports.case4 = async (event) => {
  // ok: flat-unflatten
  return flatLib.unflatten('text');
};
