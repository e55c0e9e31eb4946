const other = require('./other');
const { Client } = require('pg');
const client = new Client();

exports.case1 = async (event) => {
  // ruleid: pg-query
  return client.query(event.body);
};

exports.case2 = async (event) => {
  // ok: pg-query
  return client.query('select 1');
};

exports.case3 = async (event) => {
  // ok: pg-query
  return other.query(event.body);
};
