const other = require('./other');
const { DOMParser } = require('xmldom');

exports.case1 = async (event) => {
  const object = new DOMParser();
  // ruleid: xmldom-parse
  return object.parseFromString(event.body);
};

exports.case2 = async (event) => {
  const object = other.make();
  // ok: xmldom-parse
  return object.parseFromString(event.body);
};

exports.case3 = async (event) => {
  const object = new DOMParser();
  // ok: xmldom-parse
  return object.parseFromString('text');
};
