const other = require('./other');
const sanitizeHtmlMain = require('sanitize-html');
const another = require('./another');

exports.case1 = async (event) => {
  // ruleid: sanitize-html
  return sanitizeHtmlMain(event.body);
};

exports.case2 = async (event) => {
  // ok: sanitize-html
  return another(event.body);
};

exports.case3 = async (event) => {
  // ok: sanitize-html
  return sanitizeHtmlMain('text');
};
