const { MongoClient, ObjectId } = require("mongodb");
const { Firestore } = require("@google-cloud/firestore");

const users = new MongoClient("").db("shop").collection("users");
const database = new Firestore();

exports.mongoHandler = async (event) => {
  const body = JSON.parse(event.body);
  // ruleid: nosql-operator-injection
  await users.findOne({ name: body.name, password: body.password });
  // ruleid: nosql-operator-injection
  await users.deleteMany(body);
  // ruleid: nosql-operator-injection
  await users.find({ $where: `this.name == '${body.name}'` }).toArray();
  // ok: nosql-operator-injection
  await users.findOne({ name: String(body.name) });
  // ok: nosql-operator-injection
  await users.findOne({ _id: new ObjectId(body.id) });
  // ok: nosql-operator-injection
  await users.insertOne({ name: body.name });
  // ok: nosql-operator-injection
  await users.find({ age: { $gt: Number(body.age) } }).toArray();
};

exports.cosmosHandler = async (event) => {
  // ruleid: nosql-operator-injection
  await container.items.query("SELECT * FROM c WHERE c.id = '" + event.id + "'").fetchAll();
  // ok: nosql-operator-injection
  await container.items.query("SELECT * FROM c").fetchAll();
};

exports.storeHandler = async (event) => {
  // ruleid: nosql-operator-injection
  await database.collection("users").where(event.field, "==", true).get();
  // ok: nosql-operator-injection
  await database.collection("users").where("name", "==", event.name).get();
};
