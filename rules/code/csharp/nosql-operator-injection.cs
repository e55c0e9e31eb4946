using Amazon.Lambda.Core;
using MongoDB.Bson;
using MongoDB.Driver;
using Microsoft.Azure.Cosmos;

public class Function
{
    private readonly IMongoCollection<BsonDocument> users = Database.Users();

    public async Task<string> Handle(Dictionary<string, string> input, ILambdaContext context)
    {
        var name = input["name"];
        // ruleid: nosql-operator-injection
        var filter = BsonDocument.Parse(input["filter"]);
        // ruleid: nosql-operator-injection
        var json = new JsonFilterDefinition<BsonDocument>("{ name: '" + name + "' }");
        // ruleid: nosql-operator-injection
        var field = Builders<BsonDocument>.Filter.Eq(input["field"], "x");
        // ruleid: nosql-operator-injection
        var script = new BsonDocument("$where", "this.name == '" + name + "'");
        // ruleid: nosql-operator-injection
        var query = new QueryDefinition("SELECT * FROM c WHERE c.name = '" + name + "'");
        // ruleid: nosql-operator-injection
        var pages = container.GetItemQueryIterator<User>($"SELECT * FROM c WHERE c.name = '{name}'");
        // ruleid: nosql-operator-injection
        var list = firestore.Collection(input["collection"]);
        // ok: nosql-operator-injection
        var equal = Builders<BsonDocument>.Filter.Eq("name", name);
        // ok: nosql-operator-injection
        var plain = new BsonDocument("name", name);
        // ok: nosql-operator-injection
        var bound = container.GetItemQueryIterator<User>(new QueryDefinition("SELECT * FROM c WHERE c.name = @name").WithParameter("@name", name));
        // ok: nosql-operator-injection
        var some = firestore.Collection("users").WhereEqualTo("name", name);
        // ok: nosql-operator-injection
        var top = new QueryDefinition("SELECT TOP " + int.Parse(input["n"]) + " * FROM c");
        return "done";
    }
}
