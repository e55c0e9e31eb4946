const { DynamoDBClient, ExecuteStatementCommand, BatchExecuteStatementCommand } = require("@aws-sdk/client-dynamodb");
const client = new DynamoDBClient({});

exports.handler = async (event) => {
  const name = event.queryStringParameters.name;
  // ruleid: partiql-injection
  await client.send(new ExecuteStatementCommand({ Statement: `SELECT * FROM users WHERE name = '${name}'` }));
  // ruleid: partiql-injection
  await client.send(new ExecuteStatementCommand({ Statement: "SELECT * FROM users WHERE name = '" + name + "'" }));
  // ruleid: partiql-injection
  await client.send(new BatchExecuteStatementCommand({ Statements: [{ Statement: "DELETE FROM " + event.table }] }));
  const text = "SELECT * FROM users WHERE name = '" + name + "'";
  // ruleid: partiql-injection
  await client.send(new ExecuteStatementCommand({ Statement: text }));
  // ok: partiql-injection
  await client.send(new ExecuteStatementCommand({ Statement: "SELECT * FROM users WHERE name = ?", Parameters: [{ S: name }] }));
  // ok: partiql-injection
  await client.send(new ExecuteStatementCommand({ Statement: "SELECT * FROM users" }));
  // ok: partiql-injection
  await client.send(new ExecuteStatementCommand({ Statement: "SELECT * FROM users WHERE age = " + Number(event.age) }));
  // ok: partiql-injection
  await client.send(new ExecuteStatementCommand({ Statement: "SELECT 1", Limit: Number(event.limit) }));
};
