const other = require('./other');
const classTransformerLib = require('class-transformer');
const { plainToClass: plainToClass1 } = require('class-transformer');

exports.case1 = async (event) => {
  // ruleid: class-transformer-plain-to-class
  return classTransformerLib.plainToClass(Order, JSON.parse(event.body));
};

exports.case2 = async (event) => {
  // ok: class-transformer-plain-to-class
  return other.plainToClass(Order, JSON.parse(event.body));
};

exports.case3 = async (event) => {
  // ruleid: class-transformer-plain-to-class
  return classTransformerLib.classToPlain(Order, JSON.parse(event.body));
};

exports.case4 = async (event) => {
  // ok: class-transformer-plain-to-class
  return other.classToPlain(Order, JSON.parse(event.body));
};

exports.case5 = async (event) => {
  // ruleid: class-transformer-plain-to-class
  return classTransformerLib.plainToClassFromExist(Order, JSON.parse(event.body));
};

exports.case6 = async (event) => {
  // ok: class-transformer-plain-to-class
  return other.plainToClassFromExist(Order, JSON.parse(event.body));
};

exports.case7 = async (event) => {
  // ruleid: class-transformer-plain-to-class
  return plainToClass1(Order, JSON.parse(event.body));
};

exports.case8 = async (event) => {
  // ok: class-transformer-plain-to-class
  return classTransformerLib.plainToClass(Order, 'text');
};
