const other = require('./other');
const lodashEsLib = require('lodash-es');
const { merge: merge1 } = require('lodash-es');
const mergejsSub = require('lodash-es/merge.js');
const { set: set2 } = require('lodash-es');
const { template: template3 } = require('lodash-es');
const { trim: trim4 } = require('lodash-es');
const { words: words5 } = require('lodash-es');

exports.case1 = async (event) => {
  // ruleid: lodash-es-merge
  return lodashEsLib.merge({}, JSON.parse(event.body));
};

exports.case2 = async (event) => {
  // ok: lodash-es-merge
  return other.merge({}, JSON.parse(event.body));
};

exports.case3 = async (event) => {
  // ruleid: lodash-es-merge
  return lodashEsLib.mergeWith({}, JSON.parse(event.body));
};

exports.case4 = async (event) => {
  // ok: lodash-es-merge
  return other.mergeWith({}, JSON.parse(event.body));
};

exports.case5 = async (event) => {
  // ruleid: lodash-es-merge
  return lodashEsLib.defaultsDeep({}, JSON.parse(event.body));
};

exports.case6 = async (event) => {
  // ok: lodash-es-merge
  return other.defaultsDeep({}, JSON.parse(event.body));
};

exports.case7 = async (event) => {
  // ruleid: lodash-es-merge
  return merge1({}, JSON.parse(event.body));
};

exports.case8 = async (event) => {
  // ok: lodash-es-merge
  return lodashEsLib.merge({}, 'text');
};

exports.case9 = async (event) => {
  // ruleid: lodash-es-merge
  return mergejsSub({}, JSON.parse(event.body));
};

exports.case10 = async (event) => {
  // ruleid: lodash-es-set
  return lodashEsLib.set({}, event.body);
};

exports.case11 = async (event) => {
  // ok: lodash-es-set
  return other.set({}, event.body);
};

exports.case12 = async (event) => {
  // ruleid: lodash-es-set
  return lodashEsLib.setWith({}, event.body);
};

exports.case13 = async (event) => {
  // ok: lodash-es-set
  return other.setWith({}, event.body);
};

exports.case14 = async (event) => {
  // ruleid: lodash-es-set
  return lodashEsLib.update({}, event.body);
};

exports.case15 = async (event) => {
  // ok: lodash-es-set
  return other.update({}, event.body);
};

exports.case16 = async (event) => {
  // ruleid: lodash-es-set
  return lodashEsLib.updateWith({}, event.body);
};

exports.case17 = async (event) => {
  // ok: lodash-es-set
  return other.updateWith({}, event.body);
};

exports.case18 = async (event) => {
  // ruleid: lodash-es-set
  return lodashEsLib.zipObjectDeep({}, event.body);
};

exports.case19 = async (event) => {
  // ok: lodash-es-set
  return other.zipObjectDeep({}, event.body);
};

exports.case20 = async (event) => {
  // ruleid: lodash-es-set
  return set2({}, event.body);
};

exports.case21 = async (event) => {
  // ok: lodash-es-set
  return lodashEsLib.set({}, 'text');
};

exports.case22 = async (event) => {
  // ruleid: lodash-es-template
  return lodashEsLib.template(event.body);
};

exports.case23 = async (event) => {
  // ok: lodash-es-template
  return other.template(event.body);
};

exports.case24 = async (event) => {
  // ruleid: lodash-es-template
  return lodashEsLib.template('<p></p>', { variable: event.body });
};

exports.case25 = async (event) => {
  // ruleid: lodash-es-template
  return template3(event.body);
};

exports.case26 = async (event) => {
  // ok: lodash-es-template
  return lodashEsLib.template('text');
};

exports.case27 = async (event) => {
  // ruleid: lodash-es-trim
  return lodashEsLib.trim(event.body);
};

exports.case28 = async (event) => {
  // ok: lodash-es-trim
  return other.trim(event.body);
};

exports.case29 = async (event) => {
  // ruleid: lodash-es-trim
  return lodashEsLib.trimEnd(event.body);
};

exports.case30 = async (event) => {
  // ok: lodash-es-trim
  return other.trimEnd(event.body);
};

exports.case31 = async (event) => {
  // ruleid: lodash-es-trim
  return lodashEsLib.toNumber(event.body);
};

exports.case32 = async (event) => {
  // ok: lodash-es-trim
  return other.toNumber(event.body);
};

exports.case33 = async (event) => {
  // ruleid: lodash-es-trim
  return trim4(event.body);
};

exports.case34 = async (event) => {
  // ok: lodash-es-trim
  return lodashEsLib.trim('text');
};

exports.case35 = async (event) => {
  // ruleid: lodash-es-words
  return lodashEsLib.words(event.body);
};

exports.case36 = async (event) => {
  // ok: lodash-es-words
  return other.words(event.body);
};

exports.case37 = async (event) => {
  // ruleid: lodash-es-words
  return lodashEsLib.camelCase(event.body);
};

exports.case38 = async (event) => {
  // ok: lodash-es-words
  return other.camelCase(event.body);
};

exports.case39 = async (event) => {
  // ruleid: lodash-es-words
  return lodashEsLib.kebabCase(event.body);
};

exports.case40 = async (event) => {
  // ok: lodash-es-words
  return other.kebabCase(event.body);
};

exports.case41 = async (event) => {
  // ruleid: lodash-es-words
  return lodashEsLib.snakeCase(event.body);
};

exports.case42 = async (event) => {
  // ok: lodash-es-words
  return other.snakeCase(event.body);
};

exports.case43 = async (event) => {
  // ruleid: lodash-es-words
  return lodashEsLib.startCase(event.body);
};

exports.case44 = async (event) => {
  // ok: lodash-es-words
  return other.startCase(event.body);
};

exports.case45 = async (event) => {
  // ruleid: lodash-es-words
  return lodashEsLib.lowerCase(event.body);
};

exports.case46 = async (event) => {
  // ok: lodash-es-words
  return other.lowerCase(event.body);
};

exports.case47 = async (event) => {
  // ruleid: lodash-es-words
  return lodashEsLib.upperCase(event.body);
};

exports.case48 = async (event) => {
  // ok: lodash-es-words
  return other.upperCase(event.body);
};

exports.case49 = async (event) => {
  // ruleid: lodash-es-words
  return words5(event.body);
};

exports.case50 = async (event) => {
  // ok: lodash-es-words
  return lodashEsLib.words('text');
};
