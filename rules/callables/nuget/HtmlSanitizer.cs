using Ganss.Xss;

public class App
{
    public object Handle(APIGatewayProxyRequest input, ILambdaContext context)
    {
        // ruleid: HtmlSanitizer-sanitize
        var a = new HtmlSanitizer().Sanitize(input.Body);
        // ok: HtmlSanitizer-sanitize
        var b = new Other().Sanitize(input.Body);
        return null;
    }
}
