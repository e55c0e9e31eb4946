import json

import pymongo
from bson import ObjectId
from google.cloud import firestore

users = pymongo.MongoClient().shop.users
database = firestore.Client()


def mongo(event, context):
    body = json.loads(event["body"])
    # ruleid: nosql-operator-injection
    users.find_one({"name": body["name"], "password": body["password"]})
    # ruleid: nosql-operator-injection
    users.find(body)
    # ruleid: nosql-operator-injection
    users.find({"$where": "this.name == '" + event["name"] + "'"})
    # ok: nosql-operator-injection
    users.find_one({"name": str(body["name"])})
    # ok: nosql-operator-injection
    users.find_one({"_id": ObjectId(body["id"])})
    # ok: nosql-operator-injection
    users.insert_one({"name": body["name"]})
    # ok: nosql-operator-injection
    users.find({"age": {"$gt": int(body["age"])}})


def cosmos(event, context):
    # ruleid: nosql-operator-injection
    container.query_items(query="SELECT * FROM c WHERE c.id = '" + event["id"] + "'")
    # ok: nosql-operator-injection
    container.query_items(query="SELECT * FROM c WHERE c.id = @id", parameters=[{"name": "@id", "value": event["id"]}])
    # ruleid: nosql-operator-injection
    built = {"query": "SELECT * FROM c WHERE c.id = '" + event["id"] + "'", "max_item_count": 1}
    list(container.query_items(**built))
    # ok: nosql-operator-injection
    bound = {"query": "SELECT * FROM c WHERE c.id = @id", "parameters": [{"name": "@id", "value": event["id"]}]}
    # ok: nosql-operator-injection
    list(container.query_items(**bound))


def store(event, context):
    # ruleid: nosql-operator-injection
    database.collection("users").where(event["field"], "==", True)
    # ruleid: nosql-operator-injection
    database.collection(event["collection"]).get()
    # ok: nosql-operator-injection
    database.collection("users").where("name", "==", event["name"])
