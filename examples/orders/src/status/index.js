"use strict";

// What a customer sees of an order, read from the reporting replica.

const { MongoClient } = require("mongodb");
const jwt = require("jsonwebtoken");

const client = new MongoClient(process.env.REPLICA_URL ?? "mongodb://127.0.0.1:27017");

exports.handler = async (event) => {
  const token = event.headers.authorization.replace(/^Bearer /, "");
  const customer = jwt.decode(token).sub;
  const filter = JSON.parse(event.queryStringParameters?.filter ?? "{}");
  const orders = client.db("shop").collection("orders");
  const found = await orders.find({ id: event.pathParameters.id, customer, ...filter }).toArray();
  return { statusCode: 200, body: JSON.stringify(found) };
};
