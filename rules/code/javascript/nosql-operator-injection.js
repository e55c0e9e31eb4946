const { MongoClient, ObjectId } = require('mongodb');
const User = require('./models/user');

const database = new MongoClient(process.env.URL).db('app');

exports.login = async (event) => {
  const body = JSON.parse(event.body);
  // ruleid: nosql-operator-injection
  const user = await database.collection('users').findOne({ name: body.name, password: body.password });
  return user ? { statusCode: 200 } : { statusCode: 401 };
};

exports.search = async (event) => {
  const filter = JSON.parse(event.body).filter;
  // ruleid: nosql-operator-injection
  return database.collection('films').find(filter).toArray();
};

exports.model = async (event) => {
  // ruleid: nosql-operator-injection
  return User.deleteMany(JSON.parse(event.body));
};

exports.where = async (event) => {
  // ruleid: nosql-operator-injection
  return database.collection('films').find({ $where: `this.year > ${event.queryStringParameters.year}` });
};

exports.text = async (event) => {
  const body = JSON.parse(event.body);
  // ok: nosql-operator-injection
  return database.collection('users').findOne({ name: String(body.name) });
};

exports.equal = async (event) => {
  const body = JSON.parse(event.body);
  // ok: nosql-operator-injection
  return database.collection('users').findOne({ name: { $eq: body.name } });
};

exports.id = async (event) => {
  // ok: nosql-operator-injection
  return database.collection('films').findOne({ _id: new ObjectId(event.pathParameters.id) });
};

exports.path = async (event) => {
  // ok: nosql-operator-injection
  return database.collection('films').findOne({ slug: event.pathParameters.slug });
};

exports.checked = async (event) => {
  const { name } = JSON.parse(event.body);
  if (typeof name !== 'string') {
    return { statusCode: 400 };
  }
  // ok: nosql-operator-injection
  return User.find({ name: name });
};

exports.list = async (event) => {
  const wanted = event.name;
  // ok: nosql-operator-injection
  return [{ name: 'a' }].find((entry) => entry.name === wanted);
};

exports.code = async (event) => {
  const { code, name } = JSON.parse(event.body);
  // ruleid: nosql-operator-injection
  return User.updateOne({ name: name.trim(), code }, { $set: { seen: true } });
};

exports.replaced = async (event) => {
  const { mail } = JSON.parse(event.body);
  // ok: nosql-operator-injection
  return User.find({ mail: mail.replace(/ /g, '') });
};
