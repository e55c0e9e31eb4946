const other = require('./other');
const bsonLib = require('bson');
const { serialize: serialize1 } = require('bson');

exports.case1 = async (event) => {
  // ruleid: bson-serialize
  return bsonLib.serialize(JSON.parse(event.body));
};

exports.case2 = async (event) => {
  // ok: bson-serialize
  return other.serialize(JSON.parse(event.body));
};

exports.case3 = async (event) => {
  // ruleid: bson-serialize
  return bsonLib.serializeWithBufferAndIndex(JSON.parse(event.body));
};

exports.case4 = async (event) => {
  // ok: bson-serialize
  return other.serializeWithBufferAndIndex(JSON.parse(event.body));
};

exports.case5 = async (event) => {
  // ruleid: bson-serialize
  return bsonLib.calculateObjectSize(JSON.parse(event.body));
};

exports.case6 = async (event) => {
  // ok: bson-serialize
  return other.calculateObjectSize(JSON.parse(event.body));
};

exports.case7 = async (event) => {
  // ruleid: bson-serialize
  return serialize1(JSON.parse(event.body));
};

exports.case8 = async (event) => {
  // ok: bson-serialize
  return bsonLib.serialize('text');
};
