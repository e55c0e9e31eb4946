const AWS = require('aws-sdk');
const { DynamoDBClient, ExecuteStatementCommand, BatchExecuteStatementCommand } = require('@aws-sdk/client-dynamodb');

const client = new DynamoDBClient({});
const dynamodb = new AWS.DynamoDB();

exports.byArtist = async (event) => {
  return client.send(
    new ExecuteStatementCommand({
      // ruleid: partiql-injection
      Statement: `SELECT * FROM Music WHERE Artist = '${event.queryStringParameters.artist}'`,
    })
  );
};

exports.older = async (event) => {
  const params = {
    // ruleid: partiql-injection
    Statement: 'SELECT * FROM ' + JSON.parse(event.body).table,
  };
  return dynamodb.executeStatement(params).promise();
};

exports.batch = async (event) => {
  return client.send(
    new BatchExecuteStatementCommand({
      // ruleid: partiql-injection
      Statements: event.ids.map((id) => ({ Statement: `DELETE FROM Music WHERE id = '${id}'` })),
    })
  );
};

exports.assigned = async (event) => {
  const params = {};
  // ruleid: partiql-injection
  params.Statement = `UPDATE Music SET ${event.field} = ?`;
  params.Parameters = [{ S: event.value }];
  return dynamodb.executeStatement(params).promise();
};

exports.whole = async (event) => {
  const request = JSON.parse(event.body);
  // ruleid: partiql-injection
  return client.send(new ExecuteStatementCommand(request));
};

exports.bound = async (event) => {
  return client.send(
    new ExecuteStatementCommand({
      // ok: partiql-injection
      Statement: 'SELECT * FROM Music WHERE Artist = ?',
      Parameters: [{ S: event.queryStringParameters.artist }],
    })
  );
};

exports.boundBatch = async (event) => {
  const statements = event.ids.map((id) => ({ Statement: 'DELETE FROM Music WHERE id = ?', Parameters: [{ S: id }] }));
  // ok: partiql-injection
  return client.send(new BatchExecuteStatementCommand({ Statements: statements }));
};

exports.authorize = async (event) => {
  const policy = { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: event.methodArn };
  return {
    principalId: 'user',
    // ok: partiql-injection
    policyDocument: { Version: '2012-10-17', Statement: [policy] },
  };
};

exports.allowed = async (event) => {
  const tables = { music: 'Music', films: 'Films' };
  return client.send(
    new ExecuteStatementCommand({
      // ok: partiql-injection
      Statement: 'SELECT * FROM ' + tables[event.queryStringParameters.kind],
    })
  );
};
