const other = require('./other');
const uaParserJsMain = require('ua-parser-js');
const another = require('./another');

exports.case1 = async (event) => {
  // ruleid: ua-parser-js
  return uaParserJsMain(event.body);
};

exports.case2 = async (event) => {
  // ok: ua-parser-js
  return another(event.body);
};

exports.case3 = async (event) => {
  // ok: ua-parser-js
  return uaParserJsMain('text');
};

exports.case4 = async (event) => {
  // ruleid: ua-parser-js-new
  return new uaParserJsMain(event.body);
};

exports.case5 = async (event) => {
  // ok: ua-parser-js-new
  return new another(event.body);
};

exports.case6 = async (event) => {
  // ok: ua-parser-js-new
  return new uaParserJsMain('text');
};
