const other = require('./other');
const propertyExprLib = require('property-expr');
const { setter: setter1 } = require('property-expr');

exports.case1 = async (event) => {
  // ruleid: property-expr-setter
  return propertyExprLib.setter(event.body);
};

exports.case2 = async (event) => {
  // ok: property-expr-setter
  return other.setter(event.body);
};

exports.case3 = async (event) => {
  // ruleid: property-expr-setter
  return setter1(event.body);
};

exports.case4 = async (event) => {
  // ok: property-expr-setter
  return propertyExprLib.setter('text');
};
