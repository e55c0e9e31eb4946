const other = require('./other');
const mysql = require('mysql2');
const connection = mysql.createConnection({ host: "db" });

exports.case1 = async (event) => {
  // ruleid: mysql2-query
  return connection.query(event.body);
};

exports.case2 = async (event) => {
  // ruleid: mysql2-query
  return connection.execute("select ?", [event.body]);
};

exports.case3 = async (event) => {
  // ok: mysql2-query
  return connection.query('select 1');
};

exports.case4 = async (event) => {
  // ok: mysql2-query
  return other.query(event.body);
};
