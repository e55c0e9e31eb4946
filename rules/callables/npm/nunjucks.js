const other = require('./other');
const nunjucksLib = require('nunjucks');
const { renderString: renderString1 } = require('nunjucks');

exports.case1 = async (event) => {
  // ruleid: nunjucks-render
  return nunjucksLib.renderString(view, JSON.parse(event.body));
};

exports.case2 = async (event) => {
  // ok: nunjucks-render
  return other.renderString(view, JSON.parse(event.body));
};

exports.case3 = async (event) => {
  // ruleid: nunjucks-render
  return nunjucksLib.render(view, JSON.parse(event.body));
};

exports.case4 = async (event) => {
  // ok: nunjucks-render
  return other.render(view, JSON.parse(event.body));
};

exports.case5 = async (event) => {
  // ruleid: nunjucks-render
  return renderString1(view, JSON.parse(event.body));
};

exports.case6 = async (event) => {
  // ok: nunjucks-render
  return nunjucksLib.renderString(view, 'text');
};
