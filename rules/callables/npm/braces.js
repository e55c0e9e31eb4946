const other = require('./other');
const bracesMain = require('braces');
const another = require('./another');
const bracesLib = require('braces');
const { expand: expand2 } = require('braces');

exports.case1 = async (event) => {
  // ruleid: braces
  return bracesMain(event.body);
};

exports.case2 = async (event) => {
  // ok: braces
  return another(event.body);
};

exports.case3 = async (event) => {
  // ok: braces
  return bracesMain('text');
};

exports.case4 = async (event) => {
  // ruleid: braces-expand
  return bracesLib.expand(event.body);
};

exports.case5 = async (event) => {
  // ok: braces-expand
  return other.expand(event.body);
};

exports.case6 = async (event) => {
  // ruleid: braces-expand
  return bracesLib.parse(event.body);
};

exports.case7 = async (event) => {
  // ok: braces-expand
  return other.parse(event.body);
};

exports.case8 = async (event) => {
  // ruleid: braces-expand
  return bracesLib.create(event.body);
};

exports.case9 = async (event) => {
  // ok: braces-expand
  return other.create(event.body);
};

exports.case10 = async (event) => {
  // ruleid: braces-expand
  return expand2(event.body);
};

exports.case11 = async (event) => {
  // ok: braces-expand
  return bracesLib.expand('text');
};
