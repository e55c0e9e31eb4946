using MessagePack;

public class App
{
    public object Handle(APIGatewayProxyRequest input, ILambdaContext context)
    {
        // ruleid: MessagePack-read
        var a = MessagePackSerializer.Deserialize<Order>(input.Body);
        // ruleid: MessagePack-read
        var b = MessagePackSerializer.ConvertToJson(input.Body);
        // ok: MessagePack-read
        var c = Other.Deserialize<Order>(input.Body);
        // ok: MessagePack-read
        var d = MessagePackSerializer.Serialize(input.Body);
        return null;
    }
}
