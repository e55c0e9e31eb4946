const other = require('./other');
const mysql = require('mysql');
const connection = mysql.createConnection({ host: "db" });

exports.case1 = async (event) => {
  // ruleid: mysql-query
  return connection.query("select ?", JSON.parse(event.body));
};

exports.case2 = async (event) => {
  // ruleid: mysql-query
  return mysql.escape(JSON.parse(event.body));
};

exports.case3 = async (event) => {
  // ruleid: mysql-query
  return mysql.format("?", JSON.parse(event.body));
};

exports.case4 = async (event) => {
  // ok: mysql-query
  return connection.query("select 1");
};

exports.case5 = async (event) => {
  // ok: mysql-query
  return other.escape(event.body);
};
