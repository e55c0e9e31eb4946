const other = require('./other');
const { DOMParser } = require('@xmldom/xmldom');

exports.case1 = async (event) => {
  const object = new DOMParser();
  // ruleid: xmldom-xmldom-parse
  return object.parseFromString(event.body);
};

exports.case2 = async (event) => {
  const object = other.make();
  // ok: xmldom-xmldom-parse
  return object.parseFromString(event.body);
};

exports.case3 = async (event) => {
  const object = new DOMParser();
  // ok: xmldom-xmldom-parse
  return object.parseFromString('text');
};
