const other = require('./other');
const urlParseMain = require('url-parse');
const another = require('./another');

exports.case1 = async (event) => {
  // ruleid: url-parse
  return urlParseMain(event.body);
};

exports.case2 = async (event) => {
  // ok: url-parse
  return another(event.body);
};

exports.case3 = async (event) => {
  // ok: url-parse
  return urlParseMain('text');
};

exports.case4 = async (event) => {
  // ruleid: url-parse-new
  return new urlParseMain(event.body);
};

exports.case5 = async (event) => {
  // ok: url-parse-new
  return new another(event.body);
};

exports.case6 = async (event) => {
  // ok: url-parse-new
  return new urlParseMain('text');
};
