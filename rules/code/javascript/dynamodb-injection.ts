import { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand, QueryCommandInput, ScanCommand } from '@aws-sdk/lib-dynamodb';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const search = async (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => {
  const text: string = event.queryStringParameters?.text ?? '';
  const input: QueryCommandInput = {
    TableName: process.env.TABLE!,
    KeyConditionExpression: 'pk = :pk',
    // ruleid: dynamodb-injection
    FilterExpression: `begins_with(title, ${text})`,
    ExpressionAttributeValues: { ':pk': event.pathParameters!.id },
  };
  const found = await client.send(new QueryCommand(input));
  return { statusCode: 200, body: JSON.stringify(found.Items) };
};

export const scan = async (event: APIGatewayProxyEvent) => {
  const input = JSON.parse(event.body!) as QueryCommandInput;
  // ruleid: dynamodb-injection
  return client.send(new ScanCommand(input));
};

export async function table(event: { tenant: string }) {
  // ruleid: dynamodb-injection
  return client.send(new ScanCommand({ TableName: `${event.tenant}-items` }));
}

export const attribute = async (event: { field: string; value: string }) => {
  return client.send(
    new ScanCommand({
      TableName: process.env.TABLE,
      FilterExpression: '#f = :v',
      // ruleid: dynamodb-injection
      ExpressionAttributeNames: { '#f': event.field as string },
      ExpressionAttributeValues: { ':v': event.value },
    }),
  );
};

export const get = async (event: APIGatewayProxyEvent) => {
  const input: QueryCommandInput = {
    TableName: process.env.TABLE!,
    // ok: dynamodb-injection
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': event.pathParameters!.id },
  };
  // ok: dynamodb-injection
  return client.send(new QueryCommand(input));
};

export const limited = async (event: APIGatewayProxyEvent) => {
  const limit = Number(event.queryStringParameters?.limit);
  // ok: dynamodb-injection
  return client.send(new ScanCommand({ TableName: process.env.TABLE, Limit: limit }));
};

type Sort = 'date' | 'name';
const INDEXES: Record<Sort, string> = { date: 'byDate', name: 'byName' };

export const sorted = async (event: APIGatewayProxyEvent) => {
  // ok: dynamodb-injection
  const index = INDEXES[event.queryStringParameters!.sort as Sort];
  return client.send(
    new QueryCommand({
      TableName: process.env.TABLE,
      // ok: dynamodb-injection
      IndexName: index,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': 'a' },
    }),
  );
};
