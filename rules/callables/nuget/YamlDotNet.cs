using YamlDotNet.Serialization;

public class App
{
    public object Handle(APIGatewayProxyRequest input, ILambdaContext context)
    {
        // ruleid: YamlDotNet-read
        var a = new Deserializer().Deserialize(input.Body);
        // ruleid: YamlDotNet-read
        var b = new Deserializer().Deserialize<Order>(input.Body);
        // ok: YamlDotNet-read
        var c = new Other().Deserialize(input.Body);
        return null;
    }
}
