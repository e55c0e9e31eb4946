const other = require('./other');
const serializeJavascriptMain = require('serialize-javascript');
const another = require('./another');

exports.case1 = async (event) => {
  // ruleid: serialize-javascript
  return serializeJavascriptMain(JSON.parse(event.body));
};

exports.case2 = async (event) => {
  // ok: serialize-javascript
  return another(JSON.parse(event.body));
};

exports.case3 = async (event) => {
  // ok: serialize-javascript
  return serializeJavascriptMain('text');
};
