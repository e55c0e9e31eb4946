const other = require('./other');
const pugLib = require('pug');
const { compile: compile1 } = require('pug');
const { compile: compile2 } = require('pug');

exports.case1 = async (event) => {
  // ruleid: pug-compile
  return pugLib.compile(event.body);
};

exports.case2 = async (event) => {
  // ok: pug-compile
  return other.compile(event.body);
};

exports.case3 = async (event) => {
  // ruleid: pug-compile
  return pugLib.render(event.body);
};

exports.case4 = async (event) => {
  // ok: pug-compile
  return other.render(event.body);
};

exports.case5 = async (event) => {
  // ruleid: pug-compile
  return pugLib.compileClient(event.body);
};

exports.case6 = async (event) => {
  // ok: pug-compile
  return other.compileClient(event.body);
};

exports.case7 = async (event) => {
  // ruleid: pug-compile
  return pugLib.compileFile(event.body);
};

exports.case8 = async (event) => {
  // ok: pug-compile
  return other.compileFile(event.body);
};

exports.case9 = async (event) => {
  // ruleid: pug-compile
  return pugLib.renderFile(event.body);
};

exports.case10 = async (event) => {
  // ok: pug-compile
  return other.renderFile(event.body);
};

exports.case11 = async (event) => {
  // ruleid: pug-compile
  return pugLib.compileFileClient(event.body);
};

exports.case12 = async (event) => {
  // ok: pug-compile
  return other.compileFileClient(event.body);
};

exports.case13 = async (event) => {
  // ruleid: pug-compile
  return pugLib.compileClientWithDependenciesTracked(event.body);
};

exports.case14 = async (event) => {
  // ok: pug-compile
  return other.compileClientWithDependenciesTracked(event.body);
};

exports.case15 = async (event) => {
  // ruleid: pug-compile
  return compile1(event.body);
};

exports.case16 = async (event) => {
  // ok: pug-compile
  return pugLib.compile('text');
};

exports.case17 = async (event) => {
  // ruleid: pug-options
  return pugLib.compile(view, JSON.parse(event.body));
};

exports.case18 = async (event) => {
  // ok: pug-options
  return other.compile(view, JSON.parse(event.body));
};

exports.case19 = async (event) => {
  // ruleid: pug-options
  return pugLib.render(view, JSON.parse(event.body));
};

exports.case20 = async (event) => {
  // ok: pug-options
  return other.render(view, JSON.parse(event.body));
};

exports.case21 = async (event) => {
  // ruleid: pug-options
  return pugLib.compileFile(view, JSON.parse(event.body));
};

exports.case22 = async (event) => {
  // ok: pug-options
  return other.compileFile(view, JSON.parse(event.body));
};

exports.case23 = async (event) => {
  // ruleid: pug-options
  return pugLib.renderFile(view, JSON.parse(event.body));
};

exports.case24 = async (event) => {
  // ok: pug-options
  return other.renderFile(view, JSON.parse(event.body));
};

exports.case25 = async (event) => {
  // ruleid: pug-options
  return pugLib.compileFileClient(view, JSON.parse(event.body));
};

exports.case26 = async (event) => {
  // ok: pug-options
  return other.compileFileClient(view, JSON.parse(event.body));
};

exports.case27 = async (event) => {
  // ruleid: pug-options
  return compile2(view, JSON.parse(event.body));
};

exports.case28 = async (event) => {
  // ok: pug-options
  return pugLib.compile(view, 'text');
};
