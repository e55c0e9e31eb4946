const other = require('./other');
const mathjsLib = require('mathjs');
const { eval: eval1 } = require('mathjs');
const { config: config2 } = require('mathjs');

exports.case1 = async (event) => {
  // ruleid: mathjs-evaluate
  return mathjsLib.eval(event.body);
};

exports.case2 = async (event) => {
  // ok: mathjs-evaluate
  return other.eval(event.body);
};

exports.case3 = async (event) => {
  // ruleid: mathjs-evaluate
  return mathjsLib.evaluate(event.body);
};

exports.case4 = async (event) => {
  // ok: mathjs-evaluate
  return other.evaluate(event.body);
};

exports.case5 = async (event) => {
  // ruleid: mathjs-evaluate
  return mathjsLib.compile(event.body);
};

exports.case6 = async (event) => {
  // ok: mathjs-evaluate
  return other.compile(event.body);
};

exports.case7 = async (event) => {
  // ruleid: mathjs-evaluate
  return mathjsLib.parse(event.body);
};

exports.case8 = async (event) => {
  // ok: mathjs-evaluate
  return other.parse(event.body);
};

exports.case9 = async (event) => {
  // ruleid: mathjs-evaluate
  return eval1(event.body);
};

exports.case10 = async (event) => {
  // ok: mathjs-evaluate
  return mathjsLib.eval('text');
};

exports.case11 = async (event) => {
  // ruleid: mathjs-config
  return mathjsLib.config(JSON.parse(event.body));
};

exports.case12 = async (event) => {
  // ok: mathjs-config
  return other.config(JSON.parse(event.body));
};

exports.case13 = async (event) => {
  // ruleid: mathjs-config
  return mathjsLib.create(JSON.parse(event.body));
};

exports.case14 = async (event) => {
  // ok: mathjs-config
  return other.create(JSON.parse(event.body));
};

exports.case15 = async (event) => {
  // ruleid: mathjs-config
  return config2(JSON.parse(event.body));
};

exports.case16 = async (event) => {
  // ok: mathjs-config
  return mathjsLib.config('text');
};
