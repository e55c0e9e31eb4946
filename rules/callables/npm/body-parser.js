const other = require('./other');
const parser = require('body-parser');

exports.case1 = async (event) => {
  // ruleid: body-parser-urlencoded
  return parser.urlencoded({ extended: true });
};

exports.case2 = async (event) => {
  // ok: body-parser-urlencoded
  return parser.json();
};

exports.case3 = async (event) => {
  // ok: body-parser-urlencoded
  return other.urlencoded({ extended: true });
};
