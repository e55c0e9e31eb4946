public class Function {
  public string Handler(APIGatewayProxyRequest request, ILambdaContext context) {
    // ruleid: dynamodb-injection
    var scan = new ScanRequest { TableName = "orders", FilterExpression = "paid = :p AND " + request.Body };
    // ruleid: dynamodb-injection
    var query = new QueryRequest { TableName = request.QueryStringParameters["table"] };
    // ruleid: dynamodb-injection
    Table.LoadTable(client, request.Body);
    // ruleid: dynamodb-injection
    var condition = new ScanCondition(request.QueryStringParameters["field"], ScanOperator.Equal, 1);
    // ok: dynamodb-injection
    var item = new GetItemRequest { TableName = "orders", Key = new Dictionary<string, AttributeValue> { ["id"] = new AttributeValue { S = request.Body } } };
    // ok: dynamodb-injection
    var own = new ScanCondition("name", ScanOperator.Equal, request.Body);
    // ok: dynamodb-injection
    var all = new ScanRequest { TableName = "orders", Limit = int.Parse(request.Body) };
    // ok: dynamodb-injection
    Console.WriteLine("table " + request.Body);
    return null;
  }
}

// handlers: five that are wrong
public class Handlers {
  public async Task<string> Search(APIGatewayProxyRequest request, ILambdaContext context) {
    var filter = "author = '" + request.QueryStringParameters["author"] + "'";
    // ruleid: dynamodb-injection
    var found = await client.ScanAsync(new ScanRequest { TableName = "books", FilterExpression = filter });
    return JsonSerializer.Serialize(found.Items);
  }

  public async Task<string> Update(APIGatewayProxyRequest request, ILambdaContext context) {
    var update = new UpdateItemRequest { TableName = "users" };
    // ruleid: dynamodb-injection
    update.UpdateExpression = "SET " + request.Body;
    await client.UpdateItemAsync(update);
    return "done";
  }

  public async Task<string> Columns(APIGatewayProxyRequest request, ILambdaContext context) {
    var columns = string.Join(",", request.MultiValueQueryStringParameters["column"]);
    // ruleid: dynamodb-injection
    var found = await client.ScanAsync(new ScanRequest { TableName = "orders", ProjectionExpression = columns });
    return found.ToString();
  }

  public async Task Tenant(SQSEvent messages, ILambdaContext context) {
    foreach (var message in messages.Records) {
      // ruleid: dynamodb-injection
      await client.PutItemAsync(new PutItemRequest { TableName = "orders-" + message.Body });
    }
  }

  public async Task<string> Sorted(APIGatewayProxyRequest request, ILambdaContext context) {
    var sort = request.QueryStringParameters["sort"];
    // ruleid: dynamodb-injection
    var query = new QueryRequest { TableName = "orders", IndexName = sort };
    return (await client.QueryAsync(query)).ToString();
  }

  // and five that are right
  public async Task<string> ById(APIGatewayProxyRequest request, ILambdaContext context) {
    var key = new Dictionary<string, AttributeValue> { ["id"] = new AttributeValue { S = request.PathParameters["id"] } };
    // ok: dynamodb-injection
    var found = await client.GetItemAsync(new GetItemRequest { TableName = "orders", Key = key });
    return found.ToString();
  }

  public async Task<string> ByOwner(APIGatewayProxyRequest request, ILambdaContext context) {
    var values = new Dictionary<string, AttributeValue> { [":o"] = new AttributeValue { S = request.Body } };
    // ok: dynamodb-injection
    var query = new QueryRequest { TableName = "orders", KeyConditionExpression = "owner = :o", ExpressionAttributeValues = values };
    return (await client.QueryAsync(query)).ToString();
  }

  public async Task<string> Rename(APIGatewayProxyRequest request, ILambdaContext context) {
    var values = new Dictionary<string, AttributeValue> { [":n"] = new AttributeValue(request.Body) };
    // ok: dynamodb-injection
    await client.UpdateItemAsync(new UpdateItemRequest { TableName = "users", UpdateExpression = "SET title = :n", ExpressionAttributeValues = values });
    return "done";
  }

  public async Task Store(SQSEvent messages, ILambdaContext context) {
    foreach (var message in messages.Records) {
      // ok: dynamodb-injection
      await client.PutItemAsync(new PutItemRequest { TableName = "messages", Item = new Dictionary<string, AttributeValue> { ["body"] = new AttributeValue(message.Body) } });
    }
  }

  public async Task<string> Recent(APIGatewayProxyRequest request, ILambdaContext context) {
    // ok: dynamodb-injection
    var scan = new ScanRequest { TableName = "orders", Limit = int.Parse(request.QueryStringParameters["limit"]) };
    return (await client.ScanAsync(scan)).ToString();
  }
}
