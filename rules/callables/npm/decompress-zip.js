const other = require('./other');
const decompressZipMain = require('decompress-zip');
const another = require('./another');

exports.case1 = async (event) => {
  // ruleid: decompress-zip
  return new decompressZipMain(event.body);
};

exports.case2 = async (event) => {
  // ok: decompress-zip
  return new another(event.body);
};

exports.case3 = async (event) => {
  // ok: decompress-zip
  return new decompressZipMain('text');
};
