const other = require('./other');
const cookieLib = require('cookie');
const { serialize: serialize1 } = require('cookie');

exports.case1 = async (event) => {
  // ruleid: cookie-serialize
  return cookieLib.serialize(event.body, "a");
};

exports.case2 = async (event) => {
  // ok: cookie-serialize
  return other.serialize(event.body, "a");
};

exports.case3 = async (event) => {
  // ruleid: cookie-serialize
  return serialize1(event.body, "a");
};

exports.case4 = async (event) => {
  // ok: cookie-serialize
  return cookieLib.serialize('text', "a");
};
