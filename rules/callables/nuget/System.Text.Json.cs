using System.Text.Json;

public class App
{
    public object Handle(APIGatewayProxyRequest input, ILambdaContext context)
    {
        // ruleid: System.Text.Json-read
        var a = JsonSerializer.Deserialize<Order>(input.Body);
        // ruleid: System.Text.Json-read
        var b = JsonDocument.Parse(input.Body);
        // ok: System.Text.Json-read
        var c = JsonSerializer.Serialize(input.Body);
        // ok: System.Text.Json-read
        var d = Other.Deserialize<Order>(input.Body);
        // ok: System.Text.Json-read
        var e = JsonDocument.Parse("{}");
        return null;
    }
}
