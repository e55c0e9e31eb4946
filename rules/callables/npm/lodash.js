const other = require('./other');
const lodashLib = require('lodash');
const { merge: merge1 } = require('lodash');
const mergeSub = require('lodash/merge');
const { set: set2 } = require('lodash');
const setSub = require('lodash/set');
const { template: template3 } = require('lodash');
const templateSub = require('lodash/template');
const { trim: trim4 } = require('lodash');
const trimSub = require('lodash/trim');
const { words: words5 } = require('lodash');
const wordsSub = require('lodash/words');
const { unset: unset6 } = require('lodash');
const unsetSub = require('lodash/unset');

exports.case1 = async (event) => {
  // ruleid: lodash-merge
  return lodashLib.merge({}, JSON.parse(event.body));
};

exports.case2 = async (event) => {
  // ok: lodash-merge
  return other.merge({}, JSON.parse(event.body));
};

exports.case3 = async (event) => {
  // ruleid: lodash-merge
  return lodashLib.mergeWith({}, JSON.parse(event.body));
};

exports.case4 = async (event) => {
  // ok: lodash-merge
  return other.mergeWith({}, JSON.parse(event.body));
};

exports.case5 = async (event) => {
  // ruleid: lodash-merge
  return lodashLib.defaultsDeep({}, JSON.parse(event.body));
};

exports.case6 = async (event) => {
  // ok: lodash-merge
  return other.defaultsDeep({}, JSON.parse(event.body));
};

exports.case7 = async (event) => {
  // ruleid: lodash-merge
  return merge1({}, JSON.parse(event.body));
};

exports.case8 = async (event) => {
  // ok: lodash-merge
  return lodashLib.merge({}, 'text');
};

exports.case9 = async (event) => {
  // ruleid: lodash-merge
  return mergeSub({}, JSON.parse(event.body));
};

exports.case10 = async (event) => {
  // ruleid: lodash-set
  return lodashLib.set({}, event.body);
};

exports.case11 = async (event) => {
  // ok: lodash-set
  return other.set({}, event.body);
};

exports.case12 = async (event) => {
  // ruleid: lodash-set
  return lodashLib.setWith({}, event.body);
};

exports.case13 = async (event) => {
  // ok: lodash-set
  return other.setWith({}, event.body);
};

exports.case14 = async (event) => {
  // ruleid: lodash-set
  return lodashLib.update({}, event.body);
};

exports.case15 = async (event) => {
  // ok: lodash-set
  return other.update({}, event.body);
};

exports.case16 = async (event) => {
  // ruleid: lodash-set
  return lodashLib.updateWith({}, event.body);
};

exports.case17 = async (event) => {
  // ok: lodash-set
  return other.updateWith({}, event.body);
};

exports.case18 = async (event) => {
  // ruleid: lodash-set
  return lodashLib.zipObjectDeep({}, event.body);
};

exports.case19 = async (event) => {
  // ok: lodash-set
  return other.zipObjectDeep({}, event.body);
};

exports.case20 = async (event) => {
  // ruleid: lodash-set
  return set2({}, event.body);
};

exports.case21 = async (event) => {
  // ok: lodash-set
  return lodashLib.set({}, 'text');
};

exports.case22 = async (event) => {
  // ruleid: lodash-set
  return setSub({}, event.body);
};

exports.case23 = async (event) => {
  // ruleid: lodash-template
  return lodashLib.template(event.body);
};

exports.case24 = async (event) => {
  // ok: lodash-template
  return other.template(event.body);
};

exports.case25 = async (event) => {
  // ruleid: lodash-template
  return lodashLib.template('<p></p>', { variable: event.body });
};

exports.case26 = async (event) => {
  // ruleid: lodash-template
  return template3(event.body);
};

exports.case27 = async (event) => {
  // ok: lodash-template
  return lodashLib.template('text');
};

exports.case28 = async (event) => {
  // ruleid: lodash-template
  return templateSub(event.body);
};

exports.case29 = async (event) => {
  // ruleid: lodash-trim
  return lodashLib.trim(event.body);
};

exports.case30 = async (event) => {
  // ok: lodash-trim
  return other.trim(event.body);
};

exports.case31 = async (event) => {
  // ruleid: lodash-trim
  return lodashLib.trimEnd(event.body);
};

exports.case32 = async (event) => {
  // ok: lodash-trim
  return other.trimEnd(event.body);
};

exports.case33 = async (event) => {
  // ruleid: lodash-trim
  return lodashLib.toNumber(event.body);
};

exports.case34 = async (event) => {
  // ok: lodash-trim
  return other.toNumber(event.body);
};

exports.case35 = async (event) => {
  // ruleid: lodash-trim
  return trim4(event.body);
};

exports.case36 = async (event) => {
  // ok: lodash-trim
  return lodashLib.trim('text');
};

exports.case37 = async (event) => {
  // ruleid: lodash-trim
  return trimSub(event.body);
};

exports.case38 = async (event) => {
  // ruleid: lodash-words
  return lodashLib.words(event.body);
};

exports.case39 = async (event) => {
  // ok: lodash-words
  return other.words(event.body);
};

exports.case40 = async (event) => {
  // ruleid: lodash-words
  return lodashLib.camelCase(event.body);
};

exports.case41 = async (event) => {
  // ok: lodash-words
  return other.camelCase(event.body);
};

exports.case42 = async (event) => {
  // ruleid: lodash-words
  return lodashLib.kebabCase(event.body);
};

exports.case43 = async (event) => {
  // ok: lodash-words
  return other.kebabCase(event.body);
};

exports.case44 = async (event) => {
  // ruleid: lodash-words
  return lodashLib.snakeCase(event.body);
};

exports.case45 = async (event) => {
  // ok: lodash-words
  return other.snakeCase(event.body);
};

exports.case46 = async (event) => {
  // ruleid: lodash-words
  return lodashLib.startCase(event.body);
};

exports.case47 = async (event) => {
  // ok: lodash-words
  return other.startCase(event.body);
};

exports.case48 = async (event) => {
  // ruleid: lodash-words
  return lodashLib.lowerCase(event.body);
};

exports.case49 = async (event) => {
  // ok: lodash-words
  return other.lowerCase(event.body);
};

exports.case50 = async (event) => {
  // ruleid: lodash-words
  return lodashLib.upperCase(event.body);
};

exports.case51 = async (event) => {
  // ok: lodash-words
  return other.upperCase(event.body);
};

exports.case52 = async (event) => {
  // ruleid: lodash-words
  return words5(event.body);
};

exports.case53 = async (event) => {
  // ok: lodash-words
  return lodashLib.words('text');
};

exports.case54 = async (event) => {
  // ruleid: lodash-words
  return wordsSub(event.body);
};

exports.case55 = async (event) => {
  // ruleid: lodash-unset
  return lodashLib.unset({}, event.body);
};

exports.case56 = async (event) => {
  // ok: lodash-unset
  return other.unset({}, event.body);
};

exports.case57 = async (event) => {
  // ruleid: lodash-unset
  return lodashLib.omit({}, event.body);
};

exports.case58 = async (event) => {
  // ok: lodash-unset
  return other.omit({}, event.body);
};

exports.case59 = async (event) => {
  // ruleid: lodash-unset
  return unset6({}, event.body);
};

exports.case60 = async (event) => {
  // ok: lodash-unset
  return lodashLib.unset({}, 'text');
};

exports.case61 = async (event) => {
  // ruleid: lodash-unset
  return unsetSub({}, event.body);
};
