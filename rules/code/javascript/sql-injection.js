const mysql = require('mysql2/promise');
const { Client } = require('pg');
const knex = require('knex');
const { Sequelize } = require('sequelize');
const { RDSDataClient, ExecuteStatementCommand } = require('@aws-sdk/client-rds-data');
const { AthenaClient, StartQueryExecutionCommand } = require('@aws-sdk/client-athena');

const pool = mysql.createPool({ host: process.env.HOST });
const data = new RDSDataClient({});

exports.byName = async (event) => {
  const name = event.queryStringParameters.name;
  // ruleid: sql-injection
  const [rows] = await pool.query(`SELECT * FROM users WHERE name = '${name}'`);
  return rows;
};

exports.sorted = async (event) => {
  let text = 'SELECT * FROM films';
  text += ' ORDER BY ' + event.queryStringParameters.sort;
  const client = new Client();
  // ruleid: sql-injection
  return client.query(text);
};

exports.object = async (event) => {
  const body = JSON.parse(event.body);
  // ruleid: sql-injection
  return pool.execute({ sql: 'DELETE FROM ' + body.table, rowsAsArray: true });
};

exports.dataApi = async (event) => {
  const command = new ExecuteStatementCommand({
    resourceArn: process.env.CLUSTER,
    secretArn: process.env.SECRET,
    // ruleid: sql-injection
    sql: `SELECT * FROM films WHERE id = ${event.pathParameters.id}`,
  });
  return data.send(command);
};

exports.athena = async (event) => {
  // ruleid: sql-injection
  return new AthenaClient().send(new StartQueryExecutionCommand({ QueryString: `SELECT ${event.column} FROM logs` }));
};

exports.orm = async (event) => {
  const sequelize = new Sequelize(process.env.URL);
  // ruleid: sql-injection
  await sequelize.query("UPDATE films SET title = '" + event.title + "'");
  const db = knex({ client: 'pg' });
  // ruleid: sql-injection
  return db('films').whereRaw('title = ' + event.title);
};

exports.bound = async (event) => {
  // ok: sql-injection
  await pool.execute('SELECT * FROM users WHERE name = ?', [event.queryStringParameters.name]);
  const client = new Client();
  // ok: sql-injection
  await client.query('SELECT * FROM films WHERE id = $1', [event.pathParameters.id]);
  // ok: sql-injection
  return client.query({ text: 'SELECT * FROM films WHERE id = $1', values: [event.pathParameters.id] });
};

exports.number = async (event) => {
  const limit = Number(event.queryStringParameters.limit);
  // ok: sql-injection
  return pool.query(`SELECT * FROM films LIMIT ${limit}`);
};

exports.escaped = async (event) => {
  // ok: sql-injection
  return pool.query('SELECT * FROM films WHERE title = ' + mysql.escape(event.title));
};

exports.column = async (event) => {
  const column = event.column;
  if (!['title', 'year'].includes(column)) throw new Error('column');
  // ok: sql-injection
  return pool.query('SELECT * FROM films ORDER BY ' + column);
};

exports.bulk = async (event) => {
  // ok: sql-injection
  return data.send(
    new ExecuteStatementCommand({
      resourceArn: process.env.CLUSTER,
      secretArn: process.env.SECRET,
      sql: 'SELECT * FROM films WHERE id = :id',
      parameters: [{ name: 'id', value: { stringValue: event.id } }],
    })
  );
};
