const other = require('./other');
const ejsLib = require('ejs');
const { render: render1 } = require('ejs');
const { render: render2 } = require('ejs');

exports.case1 = async (event) => {
  // ruleid: ejs-render
  return ejsLib.render(view, JSON.parse(event.body));
};

exports.case2 = async (event) => {
  // ok: ejs-render
  return other.render(view, JSON.parse(event.body));
};

exports.case3 = async (event) => {
  // ruleid: ejs-render
  return ejsLib.renderFile(view, JSON.parse(event.body));
};

exports.case4 = async (event) => {
  // ok: ejs-render
  return other.renderFile(view, JSON.parse(event.body));
};

exports.case5 = async (event) => {
  // ruleid: ejs-render
  return render1(view, JSON.parse(event.body));
};

exports.case6 = async (event) => {
  // ok: ejs-render
  return ejsLib.render(view, 'text');
};

exports.case7 = async (event) => {
  // ruleid: ejs-compile
  return ejsLib.render(event.body);
};

exports.case8 = async (event) => {
  // ok: ejs-compile
  return other.render(event.body);
};

exports.case9 = async (event) => {
  // ruleid: ejs-compile
  return ejsLib.compile(event.body);
};

exports.case10 = async (event) => {
  // ok: ejs-compile
  return other.compile(event.body);
};

exports.case11 = async (event) => {
  // ruleid: ejs-compile
  return ejsLib.renderFile(event.body);
};

exports.case12 = async (event) => {
  // ok: ejs-compile
  return other.renderFile(event.body);
};

exports.case13 = async (event) => {
  // ruleid: ejs-compile
  return render2(event.body);
};

exports.case14 = async (event) => {
  // ok: ejs-compile
  return ejsLib.render('text');
};
