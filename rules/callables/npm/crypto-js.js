const other = require('./other');
const CryptoJS = require('crypto-js');
const { PBKDF2 } = require('crypto-js');

exports.case1 = async (event) => {
  // ruleid: crypto-js-random
  return CryptoJS.lib.WordArray.random(16);
};

exports.case2 = async (event) => {
  // ok: crypto-js-random
  return other.lib.WordArray.random(16);
};

exports.case3 = async (event) => {
  // ruleid: crypto-js-pbkdf2
  return CryptoJS.PBKDF2(event.body, salt);
};

exports.case4 = async (event) => {
  // ruleid: crypto-js-pbkdf2
  return PBKDF2(event.body, salt);
};

exports.case5 = async (event) => {
  // ok: crypto-js-pbkdf2
  return other.PBKDF2(event.body, salt);
};
