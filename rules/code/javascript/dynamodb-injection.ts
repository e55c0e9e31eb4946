import { DynamoDBClient, QueryCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { APIGatewayProxyEvent } from "aws-lambda";

const client = new DynamoDBClient({});

interface Search {
  filter: string;
}

export const oneHandler = async (event: APIGatewayProxyEvent): Promise<unknown> => {
  const search = JSON.parse(event.body!) as Search;
  // ruleid: dynamodb-injection
  return client.send(new ScanCommand({ TableName: "orders", FilterExpression: search.filter }));
};

export async function twoHandler(event: APIGatewayProxyEvent) {
  // ruleid: dynamodb-injection
  return client.send(new QueryCommand(JSON.parse(event.body ?? "{}")));
}

export const threeHandler = async ({ queryStringParameters }: APIGatewayProxyEvent) => {
  const table = queryStringParameters?.table as string;
  // ruleid: dynamodb-injection
  return client.send(new ScanCommand({ TableName: table }));
};

export const fourHandler = async (event: APIGatewayProxyEvent) => {
  // ruleid: dynamodb-injection
  return client.send(new ScanCommand({ TableName: "orders", IndexName: event.queryStringParameters!.index }));
};

export const fiveHandler = async (event: APIGatewayProxyEvent) => {
  // ruleid: dynamodb-injection
  return client.send(new ScanCommand({ TableName: "o", ProjectionExpression: `id, ${event.headers["x-columns"]}` }));
};

export const sixHandler = async (event: APIGatewayProxyEvent) => {
  // ok: dynamodb-injection
  return client.send(new QueryCommand({
    TableName: process.env.TABLE!,
    KeyConditionExpression: "id = :i",
    ExpressionAttributeValues: { ":i": { S: event.pathParameters!.id! } },
  }));
};

export const sevenHandler = async (event: APIGatewayProxyEvent) => {
  // ok: dynamodb-injection
  return client.send(new ScanCommand({ TableName: "orders", Limit: Number(event.queryStringParameters?.limit) }));
};

export const eightHandler = async (event: APIGatewayProxyEvent) => {
  const request = { TableName: "orders", FilterExpression: "a = :a", ExpressionAttributeValues: { ":a": { S: event.path } } };
  // ok: dynamodb-injection
  return client.send(new ScanCommand(request));
};

export const nineHandler = async (event: APIGatewayProxyEvent) => {
  // ok: dynamodb-injection
  return client.send(new ScanCommand({ TableName: "orders", ReturnConsumedCapacity: "TOTAL" }));
};

export const tenHandler = async (event: APIGatewayProxyEvent) => {
  const names = { "#s": "state" };
  // ok: dynamodb-injection
  return client.send(new ScanCommand({ TableName: "orders", FilterExpression: "#s = :s", ExpressionAttributeNames: names }));
};
