const other = require('./other');
const decompressMain = require('decompress');
const another = require('./another');

exports.case1 = async (event) => {
  // ruleid: decompress
  return decompressMain(event.body);
};

exports.case2 = async (event) => {
  // ok: decompress
  return another(event.body);
};

exports.case3 = async (event) => {
  // ok: decompress
  return decompressMain('text');
};
