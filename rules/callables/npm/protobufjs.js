const other = require('./other');
const protobufjsLib = require('protobufjs');
const { parse: parse1 } = require('protobufjs');
const protobuf = require('protobufjs');

exports.case1 = async (event) => {
  // ruleid: protobufjs-parse
  return protobufjsLib.parse(event.body);
};

exports.case2 = async (event) => {
  // ok: protobufjs-parse
  return other.parse(event.body);
};

exports.case3 = async (event) => {
  // ruleid: protobufjs-parse
  return protobufjsLib.load(event.body);
};

exports.case4 = async (event) => {
  // ok: protobufjs-parse
  return other.load(event.body);
};

exports.case5 = async (event) => {
  // ruleid: protobufjs-parse
  return protobufjsLib.loadSync(event.body);
};

exports.case6 = async (event) => {
  // ok: protobufjs-parse
  return other.loadSync(event.body);
};

exports.case7 = async (event) => {
  // ruleid: protobufjs-parse
  return protobufjsLib.setProperty(event.body);
};

exports.case8 = async (event) => {
  // ok: protobufjs-parse
  return other.setProperty(event.body);
};

exports.case9 = async (event) => {
  // ruleid: protobufjs-parse
  return parse1(event.body);
};

exports.case10 = async (event) => {
  // ok: protobufjs-parse
  return protobufjsLib.parse('text');
};

exports.case11 = async (event) => {
  // ruleid: protobufjs-from-json
  return protobuf.Root.fromJSON(JSON.parse(event.body));
};

exports.case12 = async (event) => {
  // ok: protobufjs-from-json
  return other.Root.fromJSON(JSON.parse(event.body));
};
