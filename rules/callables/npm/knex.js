const other = require('./other');
const knex = require('knex');
const db = knex({ client: "mysql" });

exports.case1 = async (event) => {
  // ruleid: knex-where
  return db("users").where(JSON.parse(event.body));
};

exports.case2 = async (event) => {
  // ruleid: knex-where
  return db("users").where("id", JSON.parse(event.body));
};

exports.case3 = async (event) => {
  // ok: knex-where
  return db('users').where('id', 'me');
};

exports.case4 = async (event) => {
  // ok: knex-where
  return other("users").where(event.body);
};
