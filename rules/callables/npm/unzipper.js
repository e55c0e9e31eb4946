const other = require('./other');
const unzipperLib = require('unzipper');
const { Extract: Extract1 } = require('unzipper');

exports.case1 = async (event) => {
  // ruleid: unzipper-extract
  return unzipperLib.Extract({ path: event.body });
};

exports.case2 = async (event) => {
  // ok: unzipper-extract
  return other.Extract({ path: event.body });
};

exports.case3 = async (event) => {
  // ruleid: unzipper-extract
  return Extract1({ path: event.body });
};

exports.case4 = async (event) => {
  // ok: unzipper-extract
  return unzipperLib.Extract({ path: 'text' });
};
