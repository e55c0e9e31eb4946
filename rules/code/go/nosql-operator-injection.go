package main

import "go.mongodb.org/mongo-driver/bson"

func handler(ctx context.Context, event events.APIGatewayProxyRequest) (string, error) {
	// ruleid: nosql-operator-injection
	bson.UnmarshalExtJSON([]byte(event.Body), true, &filter)
	// ruleid: nosql-operator-injection
	users.Find(ctx, bson.M{"$where": "this.name == '" + event.Body + "'"})
	// ruleid: nosql-operator-injection
	container.NewQueryItemsPager("SELECT * FROM c WHERE c.id = '"+event.Body+"'", key, nil)
	// ruleid: nosql-operator-injection
	database.Collection("users").Where(event.QueryStringParameters["field"], "==", true)
	// ok: nosql-operator-injection
	users.Find(ctx, bson.M{"name": event.Body})
	// ok: nosql-operator-injection
	database.Collection("users").Where("name", "==", event.Body)
	// ok: nosql-operator-injection
	container.NewQueryItemsPager("SELECT * FROM c", key, nil)
	// ok: nosql-operator-injection
	users.InsertOne(ctx, bson.M{"name": event.Body})
	return "", nil
}

func main() {
	lambda.Start(handler)
}
