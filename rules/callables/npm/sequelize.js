const other = require('./other');
const { Sequelize, json } = require('sequelize');
const db = new Sequelize(process.env.DATABASE);

exports.case1 = async (event) => {
  // ruleid: sequelize-query
  return db.query(event.body);
};

exports.case2 = async (event) => {
  // ruleid: sequelize-query
  return db.query("select :a", { replacements: { a: event.body } });
};

exports.case3 = async (event) => {
  // ruleid: sequelize-query
  return json(event.body);
};

exports.case4 = async (event) => {
  // ruleid: sequelize-query
  return db.literal(event.body);
};

exports.case5 = async (event) => {
  // ok: sequelize-query
  return db.query('select 1');
};

exports.case6 = async (event) => {
  // ok: sequelize-query
  return other.query(event.body);
};
