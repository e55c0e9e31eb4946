const other = require('./other');
const gm = require('gm');

exports.case1 = async (event) => {
  // ruleid: gm-compare
  return gm.compare("a.png", event.body);
};

exports.case2 = async (event) => {
  // ok: gm-compare
  return gm.compare('a.png', 'b.png');
};

exports.case3 = async (event) => {
  // ok: gm-compare
  return other.compare("a.png", event.body);
};
