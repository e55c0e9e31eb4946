const serialize = require("node-serialize");
const v8 = require("v8");
const yaml = require("js-yaml");
const cryo = require("cryo");

exports.handler = async (event) => {
  // ruleid: unsafe-deserialization
  const cart = serialize.unserialize(Buffer.from(event.cart, "base64").toString());
  // ruleid: unsafe-deserialization
  const state = v8.deserialize(Buffer.from(event.state, "base64"));
  // ruleid: unsafe-deserialization
  const user = cryo.parse(event.body);
  // ruleid: unsafe-deserialization
  const settings = yaml.load(event.body, { schema: yaml.DEFAULT_FULL_SCHEMA });
  // ok: unsafe-deserialization
  const body = JSON.parse(event.body);
  // ok: unsafe-deserialization
  const safe = yaml.load(event.body);
  // ok: unsafe-deserialization
  const text = serialize.serialize({ name: event.name });
  // ok: unsafe-deserialization
  const own = serialize.unserialize("{}");
};
