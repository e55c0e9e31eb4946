const other = require('./other');
const validatorLib = require('validator');
const { isHSL: isHSL1 } = require('validator');
const { escape: escape2 } = require('validator');

exports.case1 = async (event) => {
  // ruleid: validator-check
  return validatorLib.isHSL(event.body);
};

exports.case2 = async (event) => {
  // ok: validator-check
  return other.isHSL(event.body);
};

exports.case3 = async (event) => {
  // ruleid: validator-check
  return validatorLib.isEmail(event.body);
};

exports.case4 = async (event) => {
  // ok: validator-check
  return other.isEmail(event.body);
};

exports.case5 = async (event) => {
  // ruleid: validator-check
  return validatorLib.isSlug(event.body);
};

exports.case6 = async (event) => {
  // ok: validator-check
  return other.isSlug(event.body);
};

exports.case7 = async (event) => {
  // ruleid: validator-check
  return validatorLib.rtrim(event.body);
};

exports.case8 = async (event) => {
  // ok: validator-check
  return other.rtrim(event.body);
};

exports.case9 = async (event) => {
  // ruleid: validator-check
  return validatorLib.trim(event.body);
};

exports.case10 = async (event) => {
  // ok: validator-check
  return other.trim(event.body);
};

exports.case11 = async (event) => {
  // ruleid: validator-check
  return validatorLib.isDataURI(event.body);
};

exports.case12 = async (event) => {
  // ok: validator-check
  return other.isDataURI(event.body);
};

exports.case13 = async (event) => {
  // ruleid: validator-check
  return validatorLib.isMagnetURI(event.body);
};

exports.case14 = async (event) => {
  // ok: validator-check
  return other.isMagnetURI(event.body);
};

exports.case15 = async (event) => {
  // ruleid: validator-check
  return validatorLib.isURL(event.body);
};

exports.case16 = async (event) => {
  // ok: validator-check
  return other.isURL(event.body);
};

exports.case17 = async (event) => {
  // ruleid: validator-check
  return validatorLib.isMACAddress(event.body);
};

exports.case18 = async (event) => {
  // ok: validator-check
  return other.isMACAddress(event.body);
};

exports.case19 = async (event) => {
  // ruleid: validator-check
  return isHSL1(event.body);
};

exports.case20 = async (event) => {
  // ok: validator-check
  return validatorLib.isHSL('text');
};

exports.case21 = async (event) => {
  // ruleid: validator-sanitise
  return validatorLib.escape(event.body);
};

exports.case22 = async (event) => {
  // ok: validator-sanitise
  return other.escape(event.body);
};

exports.case23 = async (event) => {
  // ruleid: validator-sanitise
  return validatorLib.sanitize(event.body);
};

exports.case24 = async (event) => {
  // ok: validator-sanitise
  return other.sanitize(event.body);
};

exports.case25 = async (event) => {
  // ruleid: validator-sanitise
  return validatorLib.stripLow(event.body);
};

exports.case26 = async (event) => {
  // ok: validator-sanitise
  return other.stripLow(event.body);
};

exports.case27 = async (event) => {
  // ruleid: validator-sanitise
  return validatorLib.toString(event.body);
};

exports.case28 = async (event) => {
  // ok: validator-sanitise
  return other.toString(event.body);
};

exports.case29 = async (event) => {
  // ruleid: validator-sanitise
  return escape2(event.body);
};

exports.case30 = async (event) => {
  // ok: validator-sanitise
  return validatorLib.escape('text');
};
