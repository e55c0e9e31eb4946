import { APIGatewayProxyEvent, APIGatewayProxyHandler } from 'aws-lambda';
import { PrismaClient } from '@prisma/client';
import { Pool } from 'pg';

const prisma = new PrismaClient();
const pool: Pool = new Pool();

export const unsafe: APIGatewayProxyHandler = async (event) => {
  const id = event.pathParameters!.id as string;
  // ruleid: sql-injection
  const rows = await prisma.$queryRawUnsafe(`SELECT * FROM films WHERE id = ${id}`);
  return { statusCode: 200, body: JSON.stringify(rows) };
};

export const text = async (event: APIGatewayProxyEvent) => {
  // ruleid: sql-injection
  return pool.query<Film>(`SELECT * FROM films WHERE title = '${event.queryStringParameters?.title}'`);
};

export const tagged = async (event: APIGatewayProxyEvent) => {
  // ok: sql-injection
  return prisma.$queryRaw`SELECT * FROM films WHERE id = ${event.pathParameters!.id}`;
};

export const bound = async (event: APIGatewayProxyEvent) => {
  // ok: sql-injection
  return pool.query<Film>('SELECT * FROM films WHERE title = $1', [event.queryStringParameters?.title]);
};
