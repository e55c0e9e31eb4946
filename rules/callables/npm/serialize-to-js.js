const other = require('./other');
const serializeToJsLib = require('serialize-to-js');
const { deserialize: deserialize1 } = require('serialize-to-js');
const { serialize: serialize2 } = require('serialize-to-js');

exports.case1 = async (event) => {
  // ruleid: serialize-to-js-deserialize
  return serializeToJsLib.deserialize(event.body);
};

exports.case2 = async (event) => {
  // ok: serialize-to-js-deserialize
  return other.deserialize(event.body);
};

exports.case3 = async (event) => {
  // ruleid: serialize-to-js-deserialize
  return deserialize1(event.body);
};

exports.case4 = async (event) => {
  // ok: serialize-to-js-deserialize
  return serializeToJsLib.deserialize('text');
};

exports.case5 = async (event) => {
  // ruleid: serialize-to-js-serialize
  return serializeToJsLib.serialize(JSON.parse(event.body));
};

exports.case6 = async (event) => {
  // ok: serialize-to-js-serialize
  return other.serialize(JSON.parse(event.body));
};

exports.case7 = async (event) => {
  // ruleid: serialize-to-js-serialize
  return serialize2(JSON.parse(event.body));
};

exports.case8 = async (event) => {
  // ok: serialize-to-js-serialize
  return serializeToJsLib.serialize('text');
};
