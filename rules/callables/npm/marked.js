const other = require('./other');
const markedMain = require('marked');
const another = require('./another');
const markedLib = require('marked');
const { parse: parse2 } = require('marked');

exports.case1 = async (event) => {
  // ruleid: marked
  return markedMain(event.body);
};

exports.case2 = async (event) => {
  // ok: marked
  return another(event.body);
};

exports.case3 = async (event) => {
  // ok: marked
  return markedMain('text');
};

exports.case4 = async (event) => {
  // ruleid: marked-parse
  return markedLib.parse(event.body);
};

exports.case5 = async (event) => {
  // ok: marked-parse
  return other.parse(event.body);
};

exports.case6 = async (event) => {
  // ruleid: marked-parse
  return markedLib.marked(event.body);
};

exports.case7 = async (event) => {
  // ok: marked-parse
  return other.marked(event.body);
};

exports.case8 = async (event) => {
  // ruleid: marked-parse
  return markedLib.parseInline(event.body);
};

exports.case9 = async (event) => {
  // ok: marked-parse
  return other.parseInline(event.body);
};

exports.case10 = async (event) => {
  // ruleid: marked-parse
  return markedLib.lexer(event.body);
};

exports.case11 = async (event) => {
  // ok: marked-parse
  return other.lexer(event.body);
};

exports.case12 = async (event) => {
  // ruleid: marked-parse
  return parse2(event.body);
};

exports.case13 = async (event) => {
  // ok: marked-parse
  return markedLib.parse('text');
};
