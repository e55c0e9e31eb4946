const AWS = require('aws-sdk');
const { DynamoDBClient, GetItemCommand } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, QueryCommand, ScanCommand, UpdateCommand, GetCommand } = require('@aws-sdk/lib-dynamodb');

const documentClient = new AWS.DynamoDB.DocumentClient();
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

// Whole requests

exports.whole = async (event) => {
  const request = JSON.parse(event.body);
  // ruleid: dynamodb-injection
  return documentClient.scan(request).promise();
};

exports.wholeSpread = async (event) => {
  // ruleid: dynamodb-injection
  const request = { TableName: 'orders', ...JSON.parse(event.body) };
  return client.send(new QueryCommand(request));
};

exports.wholeDirect = async (event) => {
  // ruleid: dynamodb-injection
  return client.send(new QueryCommand(JSON.parse(event.body)));
};

exports.wholeMade = async (event) => {
  const make = (id) => ({ TableName: 'orders', Key: { id } });
  // ok: dynamodb-injection
  return client.send(new GetCommand(make(event.id)));
};

const BY = new Map([['date', 'byDate']]);

exports.indexOfMap = async (event) => {
  // ok: dynamodb-injection
  return client.send(new QueryCommand({ TableName: 'orders', IndexName: BY.get(event.sort), KeyConditionExpression: 'a = :a' }));
};

exports.wholeWritten = async (event) => {
  const request = { TableName: 'orders', Key: { id: event.pathParameters.id } };
  // ok: dynamodb-injection
  return client.send(new GetCommand(request));
};

exports.wholeLater = async (event) => {
  const request = { TableName: 'orders', KeyConditionExpression: 'id = :id' };
  request.ExpressionAttributeValues = { ':id': event.pathParameters.id };
  request.Limit = Number(event.queryStringParameters.limit);
  // ok: dynamodb-injection
  return documentClient.query(request).promise();
};

// Expressions

exports.assigned = async (event) => {
  const request = { TableName: 'orders' };
  // ruleid: dynamodb-injection
  request.FilterExpression = `contains(title, ${event.queryStringParameters.title})`;
  return request;
};

exports.projection = async (event) => {
  return client.send(
    new ScanCommand({
      TableName: 'orders',
      // ruleid: dynamodb-injection
      ProjectionExpression: event.queryStringParameters.fields,
    })
  );
};

// Names

exports.table = async (event) => {
  return documentClient
    .get({
      // ruleid: dynamodb-injection
      TableName: event.tenant + '-orders',
      Key: { id: event.id },
    })
    .promise();
};

exports.names = async (event) => {
  return client.send(
    new ScanCommand({
      TableName: 'orders',
      FilterExpression: '#f = :v',
      // ruleid: dynamodb-injection
      ExpressionAttributeNames: { '#f': event.field },
      ExpressionAttributeValues: { ':v': event.value },
    })
  );
};

exports.namesAllowed = async (event) => {
  const field = event.field;
  if (!['title', 'status'].includes(field)) {
    throw new Error('field');
  }
  return client.send(
    new ScanCommand({
      TableName: 'orders',
      FilterExpression: '#f = :v',
      // ok: dynamodb-injection
      ExpressionAttributeNames: { '#f': field },
      ExpressionAttributeValues: { ':v': event.value },
    })
  );
};

// Conditions of the older kind, and keys

exports.conditions = async (event) => {
  const body = JSON.parse(event.body);
  return documentClient
    // ruleid: dynamodb-injection
    .scan({ TableName: 'orders', ScanFilter: body.filter })
    .promise();
};

exports.operator = async (event) => {
  return documentClient
    .query({
      TableName: 'orders',
      KeyConditions: {
        id: {
          // ruleid: dynamodb-injection
          ComparisonOperator: event.operator,
          AttributeValueList: ['a'],
        },
      },
    })
    .promise();
};

exports.wholeKey = async (event) => {
  const { key } = JSON.parse(event.body);
  // ruleid: dynamodb-injection
  return client.send(new GetCommand({ TableName: 'orders', Key: key }));
};

exports.writtenKey = async (event) => {
  const key = { id: { S: event.pathParameters.id } };
  // ok: dynamodb-injection
  return client.send(new GetItemCommand({ TableName: 'orders', Key: key }));
};

exports.chosenIndex = async (event) => {
  const indexes = { date: 'byDate', name: 'byName' };
  return client.send(
    new QueryCommand({
      TableName: 'orders',
      // ok: dynamodb-injection
      IndexName: indexes[event.queryStringParameters.sort],
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': event.pathParameters.id },
    })
  );
};

// handlers

module.exports.searchProducts = async (event) => {
  const { category, text } = event.queryStringParameters || {};
  const params = {
    TableName: process.env.PRODUCTS,
    IndexName: 'byCategory',
    KeyConditionExpression: 'category = :c',
    // ruleid: dynamodb-injection
    FilterExpression: "contains(#title, '" + text + "')",
    ExpressionAttributeNames: { '#title': 'title' },
    ExpressionAttributeValues: { ':c': category },
  };
  const found = await documentClient.query(params).promise();
  return { statusCode: 200, body: JSON.stringify(found.Items) };
};

module.exports.listTickets = async (event, context) => {
  const conditions = [];
  for (const name of Object.keys(event.queryStringParameters)) {
    conditions.push(`${name} = ${event.queryStringParameters[name]}`);
  }
  const command = new ScanCommand({
    TableName: process.env.TICKETS,
    // ruleid: dynamodb-injection
    FilterExpression: conditions.join(' AND '),
  });
  const page = await client.send(command);
  return { statusCode: 200, body: JSON.stringify(page.Items) };
};

module.exports.profileFields = async (event) => {
  const userId = event.requestContext.authorizer.claims.sub;
  const fields = event.multiValueQueryStringParameters.field;
  const answer = await client.send(
    new QueryCommand({
      TableName: process.env.PROFILES,
      KeyConditionExpression: 'userId = :u',
      ExpressionAttributeValues: { ':u': userId },
      // ruleid: dynamodb-injection
      ProjectionExpression: fields.join(', '),
    })
  );
  return { statusCode: 200, body: JSON.stringify(answer.Items[0]) };
};

module.exports.updateDevice = async (event) => {
  const changes = JSON.parse(event.body);
  const sets = Object.keys(changes).map((k) => `${k} = :${k}`);
  const values = {};
  Object.keys(changes).forEach((k) => {
    values[`:${k}`] = changes[k];
  });
  await client.send(
    new UpdateCommand({
      TableName: process.env.DEVICES,
      Key: { deviceId: event.pathParameters.deviceId },
      // ruleid: dynamodb-injection
      UpdateExpression: `SET ${sets.join(', ')}`,
      ExpressionAttributeValues: values,
    })
  );
  return { statusCode: 204 };
};

module.exports.export = function (event, context, callback) {
  const query = JSON.parse(event.body).query;
  // ruleid: dynamodb-injection
  documentClient.query(query, function (err, data) {
    if (err) {
      callback(err);
    } else {
      callback(null, { statusCode: 200, body: JSON.stringify(data.Items) });
    }
  });
};

module.exports.getOrder = async (event) => {
  const { customer, order } = event.pathParameters;
  const params = {
    TableName: process.env.ORDERS,
    // ok: dynamodb-injection
    KeyConditionExpression: 'customer = :c AND orderId = :o',
    ExpressionAttributeValues: { ':c': customer, ':o': order },
  };
  const found = await documentClient.query(params).promise();
  return { statusCode: 200, body: JSON.stringify(found.Items) };
};

module.exports.pagedOrders = async (event) => {
  const { after, limit } = event.queryStringParameters || {};
  const params = {
    TableName: process.env.ORDERS,
    KeyConditionExpression: 'customer = :c',
    ExpressionAttributeValues: { ':c': event.pathParameters.customer },
    Limit: Number(limit) || 20,
  };
  if (after) {
    params.ExclusiveStartKey = { customer: event.pathParameters.customer, orderId: after };
  }
  // ok: dynamodb-injection
  const page = await client.send(new QueryCommand(params));
  return { statusCode: 200, body: JSON.stringify(page) };
};

const EDITABLE = ['name', 'colour', 'size'];

module.exports.editItem = async (event) => {
  const body = JSON.parse(event.body);
  const fields = Object.keys(body).filter((k) => EDITABLE.includes(k));
  await client.send(
    new UpdateCommand({
      TableName: process.env.ITEMS,
      Key: { id: event.pathParameters.id },
      // ok: dynamodb-injection
      UpdateExpression: 'SET ' + fields.map((f) => `#${f} = :${f}`).join(', '),
      ExpressionAttributeNames: Object.fromEntries(fields.map((f) => [`#${f}`, f])),
      ExpressionAttributeValues: Object.fromEntries(fields.map((f) => [`:${f}`, body[f]])),
    })
  );
  return { statusCode: 204 };
};

module.exports.saveNote = async (event) => {
  const note = JSON.parse(event.body);
  // ok: dynamodb-injection
  await documentClient.put({ TableName: process.env.NOTES, Item: { id: note.id, text: note.text } }).promise();
  return { statusCode: 201 };
};

module.exports.filterByStatus = async (event) => {
  const status = event.queryStringParameters.status;
  let filter = 'attribute_exists(id)';
  const values = { ':t': event.requestContext.authorizer.tenant };
  if (status) {
    filter += ' AND #s = :s';
    values[':s'] = status;
  }
  const result = await client.send(
    new ScanCommand({
      TableName: process.env.JOBS,
      // ok: dynamodb-injection
      FilterExpression: filter,
      ExpressionAttributeNames: { '#s': 'status' },
      ExpressionAttributeValues: values,
    })
  );
  return { statusCode: 200, body: JSON.stringify(result.Items) };
};
