const other = require('./other');
const handlebarsLib = require('handlebars');
const { compile: compile1 } = require('handlebars');
const { registerPartial: registerPartial2 } = require('handlebars');

exports.case1 = async (event) => {
  // ruleid: handlebars-compile
  return handlebarsLib.compile(event.body);
};

exports.case2 = async (event) => {
  // ok: handlebars-compile
  return other.compile(event.body);
};

exports.case3 = async (event) => {
  // ruleid: handlebars-compile
  return handlebarsLib.precompile(event.body);
};

exports.case4 = async (event) => {
  // ok: handlebars-compile
  return other.precompile(event.body);
};

exports.case5 = async (event) => {
  // ruleid: handlebars-compile
  return handlebarsLib.parse(event.body);
};

exports.case6 = async (event) => {
  // ok: handlebars-compile
  return other.parse(event.body);
};

exports.case7 = async (event) => {
  // ruleid: handlebars-compile
  return compile1(event.body);
};

exports.case8 = async (event) => {
  // ok: handlebars-compile
  return handlebarsLib.compile('text');
};

exports.case9 = async (event) => {
  // ruleid: handlebars-partial
  return handlebarsLib.registerPartial("part", event.body);
};

exports.case10 = async (event) => {
  // ok: handlebars-partial
  return other.registerPartial("part", event.body);
};

exports.case11 = async (event) => {
  // ruleid: handlebars-partial
  return registerPartial2("part", event.body);
};

exports.case12 = async (event) => {
  // ok: handlebars-partial
  return handlebarsLib.registerPartial("part", 'text');
};
