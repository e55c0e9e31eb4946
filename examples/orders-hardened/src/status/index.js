"use strict";

// What a customer sees of an order. The gateway has checked the token; its claims say who asks.

const { DynamoDBClient } = require("@aws-sdk/client-dynamodb");
const { DynamoDBDocumentClient, GetCommand } = require("@aws-sdk/lib-dynamodb");

const store = DynamoDBDocumentClient.from(new DynamoDBClient({}));

exports.handler = async (event) => {
  const customer = event.requestContext.authorizer.jwt.claims.sub;
  const found = await store.send(
    new GetCommand({ TableName: process.env.ORDERS_TABLE, Key: { id: event.pathParameters.id } }),
  );
  if (!found.Item || found.Item.customer !== customer) {
    return { statusCode: 404, body: "no such order" };
  }
  return { statusCode: 200, body: JSON.stringify(found.Item) };
};
