using RazorEngine;

public class App
{
    public object Handle(APIGatewayProxyRequest input, ILambdaContext context)
    {
        // ruleid: RazorEngine-run
        var a = Engine.Razor.RunCompile(input.Body, "a");
        // ruleid: RazorEngine-run
        var b = Razor.Parse(input.Body);
        // ok: RazorEngine-run
        var c = Other.Razor.RunCompile(input.Body, "a");
        // ok: RazorEngine-run
        var d = Razor.Parse("a");
        return null;
    }
}
