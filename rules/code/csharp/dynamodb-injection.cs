using Amazon.Lambda.Core;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.DocumentModel;
using Amazon.DynamoDBv2.Model;

public class Function
{
    private readonly AmazonDynamoDBClient client = new AmazonDynamoDBClient();

    public async Task<string> Handle(Dictionary<string, string> input, ILambdaContext context)
    {
        var name = input["name"];
        // ruleid: dynamodb-injection
        var scan = new ScanRequest { TableName = "users", FilterExpression = "name = " + name };
        // ruleid: dynamodb-injection
        scan.ProjectionExpression = input["fields"];
        // ruleid: dynamodb-injection
        var query = new QueryRequest { TableName = input["table"], KeyConditionExpression = "id = :i" };
        // ruleid: dynamodb-injection
        query.IndexName = input["index"];
        // ruleid: dynamodb-injection
        var expression = new Expression { ExpressionStatement = $"{name} = :v" };
        // ruleid: dynamodb-injection
        var whole = JsonConvert.DeserializeObject<ScanRequest>(input["request"]);
        // ok: dynamodb-injection
        query.ExpressionAttributeValues = new Dictionary<string, AttributeValue> { [":i"] = new AttributeValue(name) };
        // ok: dynamodb-injection
        var get = new GetItemRequest { TableName = "users", Key = new Dictionary<string, AttributeValue> { ["id"] = new AttributeValue(name) } };
        // ok: dynamodb-injection
        query.IndexName = Indexes[input["index"]];
        // ok: dynamodb-injection
        query.Limit = int.Parse(input["limit"]);
        // ok: dynamodb-injection
        var user = JsonConvert.DeserializeObject<User>(input["user"]);
        // ok: dynamodb-injection
        var title = "FilterExpression " + name;
        return "done";
    }
}

// Handlers: five that are wrong.

public class Orders
{
    private readonly IAmazonDynamoDB client = new AmazonDynamoDBClient();

    public async Task<APIGatewayProxyResponse> Search(APIGatewayProxyRequest request, ILambdaContext context)
    {
        var field = request.QueryStringParameters["field"];
        var query = new QueryRequest
        {
            TableName = "orders",
            KeyConditionExpression = "customer = :c",
            // ruleid: dynamodb-injection
            FilterExpression = $"{field} = :v",
            ExpressionAttributeValues = new Dictionary<string, AttributeValue> { [":c"] = new AttributeValue { S = request.QueryStringParameters["customer"] } }
        };
        var found = await client.QueryAsync(query);
        return new APIGatewayProxyResponse { StatusCode = 200, Body = JsonSerializer.Serialize(found.Items) };
    }

    public async Task<APIGatewayProxyResponse> Ask(APIGatewayProxyRequest request, ILambdaContext context)
    {
        // ruleid: dynamodb-injection
        var query = JsonSerializer.Deserialize<QueryRequest>(request.Body);
        var found = await client.QueryAsync(query);
        return new APIGatewayProxyResponse { StatusCode = 200, Body = JsonSerializer.Serialize(found.Items) };
    }

    public async Task<int> Count(CountInput input, ILambdaContext context)
    {
        var scan = new ScanRequest("orders");
        var condition = "state = :s";
        if (input.Extra != null)
        {
            condition += " AND " + input.Extra;
        }
        // ruleid: dynamodb-injection
        scan.FilterExpression = condition;
        scan.ExpressionAttributeValues = new Dictionary<string, AttributeValue> { [":s"] = new AttributeValue("open") };
        var found = await client.ScanAsync(scan);
        return found.Count;
    }

    [Function("Items")]
    public async Task<HttpResponseData> Items([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData req)
    {
        // ruleid: dynamodb-injection
        var table = Table.LoadTable(client, req.Query["table"]);
        var search = table.Query(new Primitive("1"), new QueryFilter());
        var page = await search.GetNextSetAsync();
        var response = req.CreateResponse();
        await response.WriteAsJsonAsync(page.Count);
        return response;
    }

    public async Task<List<Order>> Filter(Dictionary<string, string> input, ILambdaContext context)
    {
        var mapper = new DynamoDBContext(client);
        // ruleid: dynamodb-injection
        var conditions = new List<ScanCondition> { new ScanCondition(input["field"], ScanOperator.Equal, input["value"]) };
        return await mapper.ScanAsync<Order>(conditions).GetRemainingAsync();
    }
}

// Handlers: five that are right.

public class Invoices
{
    private static readonly Dictionary<string, string> Indexes = new() { ["date"] = "by-date", ["state"] = "by-state" };
    private readonly IAmazonDynamoDB client = new AmazonDynamoDBClient();

    public async Task<APIGatewayProxyResponse> Search(APIGatewayProxyRequest request, ILambdaContext context)
    {
        var customer = request.QueryStringParameters["customer"];
        // ok: dynamodb-injection
        var query = new QueryRequest
        {
            TableName = Environment.GetEnvironmentVariable("TABLE"),
            // ok: dynamodb-injection
            KeyConditionExpression = "customer = :c",
            ExpressionAttributeValues = new Dictionary<string, AttributeValue> { [":c"] = new AttributeValue { S = customer } }
        };
        // ok: dynamodb-injection
        var found = await client.QueryAsync(query);
        return new APIGatewayProxyResponse { StatusCode = 200, Body = JsonSerializer.Serialize(found.Items) };
    }

    public async Task<APIGatewayProxyResponse> Sorted(APIGatewayProxyRequest request, ILambdaContext context)
    {
        var query = new QueryRequest("invoices");
        // ok: dynamodb-injection
        query.IndexName = Indexes[request.QueryStringParameters["sort"]];
        query.KeyConditionExpression = "customer = :c";
        // ok: dynamodb-injection
        query.ExpressionAttributeValues = new Dictionary<string, AttributeValue> { [":c"] = new AttributeValue(request.PathParameters["id"]) };
        var found = await client.QueryAsync(query);
        return new APIGatewayProxyResponse { StatusCode = 200, Body = JsonSerializer.Serialize(found.Items) };
    }

    public async Task<Invoice> Load(LoadInput input, ILambdaContext context)
    {
        var mapper = new DynamoDBContext(client);
        // ok: dynamodb-injection
        return await mapper.LoadAsync<Invoice>(input.Id);
    }

    [Function("Open")]
    public async Task<HttpResponseData> Open([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData req)
    {
        // ok: dynamodb-injection
        var conditions = new List<ScanCondition> { new ScanCondition("State", ScanOperator.Equal, req.Query["state"]) };
        var found = await new DynamoDBContext(client).ScanAsync<Invoice>(conditions).GetRemainingAsync();
        var response = req.CreateResponse();
        await response.WriteAsJsonAsync(found);
        return response;
    }

    public async Task<bool> Pay(Dictionary<string, string> input, ILambdaContext context)
    {
        var request = new UpdateItemRequest
        {
            TableName = "invoices",
            Key = new Dictionary<string, AttributeValue> { ["id"] = new AttributeValue(input["id"]) },
            // ok: dynamodb-injection
            UpdateExpression = "SET #s = :paid",
            // ok: dynamodb-injection
            ConditionExpression = "#s = :open AND revision = :r",
            ExpressionAttributeNames = new Dictionary<string, string> { ["#s"] = "state" },
            ExpressionAttributeValues = new Dictionary<string, AttributeValue>
            {
                [":paid"] = new AttributeValue("paid"),
                [":open"] = new AttributeValue("open"),
                [":r"] = new AttributeValue { N = input["revision"] }
            }
        };
        await client.UpdateItemAsync(request);
        return true;
    }
}
