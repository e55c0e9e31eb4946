const mysql = require("mysql2/promise");
const knex = require("knex")({ client: "pg" });
const { Client } = require("pg");

exports.handler = async (event) => {
  const client = new Client();
  const name = event.queryStringParameters.name;
  // ruleid: sql-injection
  await client.query("SELECT * FROM users WHERE name = '" + name + "'");
  // ruleid: sql-injection
  await client.query(`DELETE FROM users WHERE name = '${name}'`);
  // ruleid: sql-injection
  const text = `SELECT * FROM users WHERE name = '${name}'`;
  // ruleid: sql-injection
  await client.query({ text, values: [] });
  // ruleid: sql-injection
  await knex.raw(event.query);
  // ok: sql-injection
  await client.query("SELECT * FROM users WHERE name = $1", [name]);
  // ok: sql-injection
  await client.query({ text: "SELECT * FROM users WHERE name = $1", values: [name] });
  // ok: sql-injection
  await client.query("SELECT * FROM users LIMIT " + Number(event.limit));
  // ok: sql-injection
  const title = "the update of " + name;
  // ok: sql-injection
  console.log(`DELETE FROM users WHERE name = '${name}'`);
};
