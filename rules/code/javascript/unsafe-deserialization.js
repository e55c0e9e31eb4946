const serialize = require('node-serialize');
const { deserialize } = require('serialize-to-js');
const cryo = require('cryo');
const yaml = require('js-yaml');
const BSON = require('bson');

exports.cookie = async (event) => {
  const text = Buffer.from(event.headers.cookie, 'base64').toString();
  // ruleid: unsafe-deserialization
  return serialize.unserialize(text);
};

exports.body = async (event) => {
  // ruleid: unsafe-deserialization
  return deserialize(event.body);
};

exports.cryo = async (event) => {
  // ruleid: unsafe-deserialization
  return cryo.parse(event.body);
};

exports.yamlWithFunctions = async (event) => {
  // ruleid: unsafe-deserialization
  return yaml.load(event.body, { schema: yaml.DEFAULT_FULL_SCHEMA });
};

exports.bsonWithFunctions = async (event) => {
  // ruleid: unsafe-deserialization
  return BSON.deserialize(Buffer.from(event.body, 'base64'), { evalFunctions: true });
};

exports.json = async (event) => {
  // ok: unsafe-deserialization
  return JSON.parse(event.body);
};

exports.yaml = async (event) => {
  // ok: unsafe-deserialization
  return yaml.load(event.body);
};

exports.bson = async (event) => {
  // ok: unsafe-deserialization
  return BSON.deserialize(Buffer.from(event.body, 'base64'));
};

exports.own = async (event) => {
  console.log(event);
  // ok: unsafe-deserialization
  return serialize.unserialize(process.env.STATE);
};

exports.written = async (event) => {
  // ok: unsafe-deserialization
  return serialize.serialize(event.body);
};
