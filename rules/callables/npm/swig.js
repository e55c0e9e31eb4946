const other = require('./other');
const swigLib = require('swig');
const { render: render1 } = require('swig');

exports.case1 = async (event) => {
  // ruleid: swig-render
  return swigLib.render(event.body);
};

exports.case2 = async (event) => {
  // ok: swig-render
  return other.render(event.body);
};

exports.case3 = async (event) => {
  // ruleid: swig-render
  return swigLib.renderFile(event.body);
};

exports.case4 = async (event) => {
  // ok: swig-render
  return other.renderFile(event.body);
};

exports.case5 = async (event) => {
  // ruleid: swig-render
  return swigLib.compile(event.body);
};

exports.case6 = async (event) => {
  // ok: swig-render
  return other.compile(event.body);
};

exports.case7 = async (event) => {
  // ruleid: swig-render
  return swigLib.compileFile(event.body);
};

exports.case8 = async (event) => {
  // ok: swig-render
  return other.compileFile(event.body);
};

exports.case9 = async (event) => {
  // ruleid: swig-render
  return render1(event.body);
};

exports.case10 = async (event) => {
  // ok: swig-render
  return swigLib.render('text');
};
