using System.Text.Json;

public class App
{
    public object Handle(APIGatewayProxyRequest input, ILambdaContext context)
    {
        // ruleid: System.Text.Json-stream
        var a = JsonSerializer.DeserializeAsyncEnumerable<Order>(input.Body);
        // ok: System.Text.Json-stream
        var b = JsonSerializer.Serialize(input.Body);
        // ok: System.Text.Json-stream
        var c = JsonSerializer.Deserialize<Order>(input.Body);
        // ok: System.Text.Json-stream
        var d = Other.DeserializeAsyncEnumerable<Order>(input.Body);
        return null;
    }
}
