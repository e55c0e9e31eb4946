using SixLabors.ImageSharp;

public class App
{
    public object Handle(APIGatewayProxyRequest input, ILambdaContext context)
    {
        // ruleid: SixLabors.ImageSharp-load
        var a = Image.Load(input.Body);
        // ruleid: SixLabors.ImageSharp-load
        var b = Image.Load<Rgba32>(input.Body);
        // ruleid: SixLabors.ImageSharp-load
        var c = Image.LoadAsync(input.Body);
        // ok: SixLabors.ImageSharp-load
        var d = Other.Load(input.Body);
        // ok: SixLabors.ImageSharp-load
        var e = Image.Load("a.png");
        return null;
    }
}
