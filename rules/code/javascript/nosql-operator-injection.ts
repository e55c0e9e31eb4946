import { AzureFunction, Context, HttpRequest } from '@azure/functions';
import { CosmosClient, SqlQuerySpec } from '@azure/cosmos';
import { Firestore } from '@google-cloud/firestore';
import { http, Request, Response } from '@google-cloud/functions-framework';

const container = new CosmosClient(process.env.COSMOS!).database('app').container('items');
const firestore = new Firestore();

export default async function (context: Context, req: HttpRequest): Promise<void> {
  const text = `SELECT * FROM c WHERE c.id = '${String(req.query.id)}'`;
  // ruleid: nosql-operator-injection
  const { resources } = await container.items.query(text).fetchAll();
  context.res = { body: resources };
}

const owned: AzureFunction = async function (context: Context, req: HttpRequest) {
  const spec: SqlQuerySpec = {
    // ruleid: nosql-operator-injection
    query: "SELECT * FROM c WHERE c.owner = '" + req.body.owner + "'",
  };
  const { resources } = await container.items.query(spec).fetchAll();
  context.res = { body: resources };
};

const bound: AzureFunction = async function (context: Context, req: HttpRequest) {
  // ok: nosql-operator-injection
  const { resources } = await container.items
    .query({ query: 'SELECT * FROM c WHERE c.id = @id', parameters: [{ name: '@id', value: req.query.id }] })
    .fetchAll();
  context.res = { body: resources };
};

const top: AzureFunction = async function (context: Context, req: HttpRequest) {
  const count = Number(req.query.count);
  // ok: nosql-operator-injection
  const { resources } = await container.items.query(`SELECT TOP ${count} * FROM c`).fetchAll();
  context.res = { body: resources };
};

http('field', async (req: Request, res: Response) => {
  const field = req.query.field as string;
  // ruleid: nosql-operator-injection
  const found = await firestore.collection('films').where(field, '==', req.query.value).get();
  res.json(found.docs);
});

http('collection', async (req: Request, res: Response) => {
  // ruleid: nosql-operator-injection
  const found = await firestore.collection(req.body.kind).get();
  res.json(found.docs);
});

http('value', async (req: Request, res: Response) => {
  // ok: nosql-operator-injection
  const found = await firestore.collection('films').where('title', '==', req.query.title).get();
  res.json(found.docs);
});

http('document', async (req: Request, res: Response) => {
  // ok: nosql-operator-injection
  const found = await firestore.collection('films').doc(String(req.query.id)).get();
  res.json(found.data());
});
