const other = require('./other');
const mustacheLib = require('mustache');
const { render: render1 } = require('mustache');

exports.case1 = async (event) => {
  // ruleid: mustache-render
  return mustacheLib.render(view, JSON.parse(event.body));
};

exports.case2 = async (event) => {
  // ok: mustache-render
  return other.render(view, JSON.parse(event.body));
};

exports.case3 = async (event) => {
  // ruleid: mustache-render
  return mustacheLib.to_html(view, JSON.parse(event.body));
};

exports.case4 = async (event) => {
  // ok: mustache-render
  return other.to_html(view, JSON.parse(event.body));
};

exports.case5 = async (event) => {
  // ruleid: mustache-render
  return render1(view, JSON.parse(event.body));
};

exports.case6 = async (event) => {
  // ok: mustache-render
  return mustacheLib.render(view, 'text');
};
