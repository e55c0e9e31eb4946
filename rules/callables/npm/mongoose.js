const other = require('./other');
const mongoose = require('mongoose');
const { Schema } = require('mongoose');
const schema = new Schema(shape);

exports.case1 = async (event) => {
  // ruleid: mongoose-schema
  return new mongoose.Schema(JSON.parse(event.body));
};

exports.case2 = async (event) => {
  // ruleid: mongoose-schema
  return new Schema(JSON.parse(event.body));
};

exports.case3 = async (event) => {
  // ruleid: mongoose-schema
  return schema.path(event.body);
};

exports.case4 = async (event) => {
  // ok: mongoose-schema
  return new other.Schema(JSON.parse(event.body));
};

exports.case5 = async (event) => {
  // ok: mongoose-schema
  return other.path(event.body);
};
