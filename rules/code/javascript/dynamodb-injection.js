const AWS = require("aws-sdk");
const { DynamoDBClient, ScanCommand } = require("@aws-sdk/client-dynamodb");
const { DynamoDBDocumentClient, QueryCommand, GetCommand, UpdateCommand } = require("@aws-sdk/lib-dynamodb");

const old = new AWS.DynamoDB.DocumentClient();
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const INDEXES = new Map([["date", "by-date"]]);

exports.oneHandler = async (event) => {
  // ruleid: dynamodb-injection
  return old.scan({ TableName: "orders", FilterExpression: "paid = :p AND " + event.filter }).promise();
};

exports.twoHandler = async (event) => {
  // ruleid: dynamodb-injection
  return client.send(new QueryCommand(JSON.parse(event.body)));
};

exports.threeHandler = async (event) => {
  // ruleid: dynamodb-injection
  return client.send(new ScanCommand({ TableName: event.table }));
};

exports.fourHandler = async (event) => {
  // ruleid: dynamodb-injection
  return old.query(event.params).promise();
};

exports.fiveHandler = async (event) => {
  // ok: dynamodb-injection
  return client.send(new GetCommand({ TableName: "orders", Key: { id: event.pathParameters.id } }));
};

exports.sixHandler = async (event) => {
  const request = { TableName: "orders", KeyConditionExpression: "id = :i", ExpressionAttributeValues: { ":i": event.id } };
  // ok: dynamodb-injection
  return client.send(new QueryCommand(request));
};

exports.sevenHandler = async (event) => {
  // ok: dynamodb-injection
  return old.query({ TableName: "orders", IndexName: INDEXES.get(event.sort), KeyConditionExpression: "id = :i" }).promise();
};

exports.eightHandler = async (event) => {
  // ok: dynamodb-injection
  return client.send(new ScanCommand({ TableName: process.env.TABLE, Limit: Number(event.limit) }));
};

// handlers: five that are wrong

exports.searchHandler = async (event) => {
  const { author } = event.queryStringParameters;
  const request = {
    TableName: "books",
    // ruleid: dynamodb-injection
    FilterExpression: `author = '${author}'`,
  };
  const found = await client.send(new ScanCommand(request));
  return { statusCode: 200, body: JSON.stringify(found.Items) };
};

exports.updateHandler = async (event) => {
  const changes = JSON.parse(event.body);
  const sets = Object.keys(changes).map((name) => `${name} = :${name}`).join(", ");
  // ruleid: dynamodb-injection
  await client.send(new UpdateCommand({ TableName: "users", Key: { id: 1 }, UpdateExpression: "SET " + sets }));
  return { statusCode: 204 };
};

exports.columnsHandler = async (event) => {
  const request = { TableName: "orders" };
  // ruleid: dynamodb-injection
  request.ProjectionExpression = event.multiValueQueryStringParameters.column.join(",");
  // ruleid: dynamodb-injection
  return old.scan(request).promise();
};

exports.filteredHandler = async (event) => {
  const { conditions } = JSON.parse(event.body);
  // ruleid: dynamodb-injection
  return old.scan({ TableName: "orders", ScanFilter: conditions }).promise();
};

exports.tenantHandler = async (event) => {
  for (const record of event.Records) {
    const message = JSON.parse(record.body);
    // ruleid: dynamodb-injection
    await old.put({ TableName: `orders-${message.tenant}`, Item: { id: message.id } }).promise();
  }
};

// and five that are right

exports.byIdHandler = async (event) => {
  // ok: dynamodb-injection
  const answer = await old.get({ TableName: "orders", Key: { id: event.pathParameters.id } }).promise();
  return { statusCode: 200, body: JSON.stringify(answer.Item) };
};

exports.byOwnerHandler = async (event) => {
  // ok: dynamodb-injection
  return client.send(new QueryCommand({
    TableName: "orders",
    IndexName: "owner",
    KeyConditionExpression: "#o = :o",
    ExpressionAttributeNames: { "#o": "owner" },
    ExpressionAttributeValues: { ":o": event.requestContext.authorizer.claims.sub },
  }));
};

exports.renameHandler = async (event) => {
  const body = JSON.parse(event.body);
  // ok: dynamodb-injection
  await client.send(new UpdateCommand({
    TableName: "users",
    Key: { id: event.pathParameters.id },
    UpdateExpression: "SET #n = :n",
    ExpressionAttributeNames: { "#n": "name" },
    ExpressionAttributeValues: { ":n": body.name },
  }));
  return { statusCode: 204 };
};

exports.storeHandler = async (event) => {
  for (const record of event.Records) {
    // ok: dynamodb-injection
    await old.put({ TableName: "messages", Item: { id: record.messageId, body: record.body } }).promise();
  }
};

exports.recentHandler = async (event) => {
  // ok: dynamodb-injection
  return old.query({
    TableName: "orders",
    KeyConditionExpression: "id = :i",
    ExpressionAttributeValues: { ":i": event.queryStringParameters.id },
    Limit: parseInt(event.queryStringParameters.limit, 10),
  }).promise();
};
