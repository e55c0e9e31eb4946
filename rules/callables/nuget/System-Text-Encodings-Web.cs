using System.Text.Encodings.Web;

public class App
{
    public object Handle(APIGatewayProxyRequest input, ILambdaContext context)
    {
        // ruleid: System.Text.Encodings.Web-encode
        var a = HtmlEncoder.Default.Encode(input.Body);
        // ruleid: System.Text.Encodings.Web-encode
        var b = JavaScriptEncoder.Default.Encode(input.Body);
        // ruleid: System.Text.Encodings.Web-encode
        var c = UrlEncoder.Default.Encode(input.Body);
        // ok: System.Text.Encodings.Web-encode
        var d = Other.Default.Encode(input.Body);
        // ok: System.Text.Encodings.Web-encode
        var e = HtmlEncoder.Default.Encode("a");
        return null;
    }
}
