const other = require('./other');
const immerLib = require('immer');
const { applyPatches: applyPatches1 } = require('immer');

exports.case1 = async (event) => {
  // ruleid: immer-apply-patches
  return immerLib.applyPatches({}, JSON.parse(event.body));
};

exports.case2 = async (event) => {
  // ok: immer-apply-patches
  return other.applyPatches({}, JSON.parse(event.body));
};

exports.case3 = async (event) => {
  // ruleid: immer-apply-patches
  return applyPatches1({}, JSON.parse(event.body));
};

exports.case4 = async (event) => {
  // ok: immer-apply-patches
  return immerLib.applyPatches({}, 'text');
};
