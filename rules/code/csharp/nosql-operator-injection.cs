public class Function {
  public string Handler(APIGatewayProxyRequest request, ILambdaContext context) {
    // ruleid: nosql-operator-injection
    users.Find(BsonDocument.Parse(request.Body));
    // ruleid: nosql-operator-injection
    var query = new QueryDefinition("SELECT * FROM c WHERE c.id = '" + request.Body + "'");
    // ruleid: nosql-operator-injection
    container.GetItemQueryIterator<Order>("SELECT * FROM c WHERE c.id = '" + request.Body + "'");
    // ruleid: nosql-operator-injection
    users2.WhereEqualTo(request.QueryStringParameters["field"], true);
    // ok: nosql-operator-injection
    var own = new QueryDefinition("SELECT * FROM c WHERE c.id = @id").WithParameter("@id", request.Body);
    // ok: nosql-operator-injection
    users.Find(Builders<User>.Filter.Eq("name", request.Body));
    // ok: nosql-operator-injection
    users2.WhereEqualTo("name", request.Body);
    // ok: nosql-operator-injection
    users.InsertOne(new BsonDocument("name", request.Body));
    return null;
  }
}
