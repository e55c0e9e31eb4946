const other = require('./other');
const mimeLib = require('mime');
const { lookup: lookup1 } = require('mime');

exports.case1 = async (event) => {
  // ruleid: mime-lookup
  return mimeLib.lookup(event.body);
};

exports.case2 = async (event) => {
  // ok: mime-lookup
  return other.lookup(event.body);
};

exports.case3 = async (event) => {
  // ruleid: mime-lookup
  return mimeLib.getType(event.body);
};

exports.case4 = async (event) => {
  // ok: mime-lookup
  return other.getType(event.body);
};

exports.case5 = async (event) => {
  // ruleid: mime-lookup
  return lookup1(event.body);
};

exports.case6 = async (event) => {
  // ok: mime-lookup
  return mimeLib.lookup('text');
};
