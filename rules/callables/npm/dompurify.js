const other = require('./other');
const dompurifyLib = require('dompurify');
const { sanitize: sanitize1 } = require('dompurify');

exports.case1 = async (event) => {
  // ruleid: dompurify-sanitize
  return dompurifyLib.sanitize(event.body);
};

exports.case2 = async (event) => {
  // ok: dompurify-sanitize
  return other.sanitize(event.body);
};

exports.case3 = async (event) => {
  // ruleid: dompurify-sanitize
  return sanitize1(event.body);
};

exports.case4 = async (event) => {
  // ok: dompurify-sanitize
  return dompurifyLib.sanitize('text');
};

exports.case5 = async (event) => {
  // ok: dompurify-options
  return other.sanitize(event.body, { IN_PLACE: true });
};

exports.case6 = async (event) => {
  // ruleid: dompurify-options, dompurify-sanitize
  return dompurifyLib.sanitize(event.body, { IN_PLACE: true });
};
