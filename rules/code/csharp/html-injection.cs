using Amazon.Lambda.Core;
using Amazon.Lambda.APIGatewayEvents;
using System.Net;

public class Function
{
    public async Task<string> Handle(Dictionary<string, string> input, ILambdaContext context)
    {
        var name = input["name"];
        // ruleid: html-injection
        var page = "<h1>Hello " + name + "</h1>";
        // ruleid: html-injection
        var row = $"<tr><td>{name}</td></tr>";
        // ruleid: html-injection
        var list = string.Format("<li>{0}</li>", name);
        // ruleid: html-injection
        var raw = new HtmlString(name);
        // ruleid: html-injection
        return new ContentResult { Content = name, ContentType = "text/html" };
        // ok: html-injection
        var encoded = "<h1>Hello " + WebUtility.HtmlEncode(name) + "</h1>";
        // ok: html-injection
        var number = $"<td>{int.Parse(input["n"])}</td>";
        // ok: html-injection
        var plain = "Hello " + name;
        // ok: html-injection
        return new ContentResult { Content = name, ContentType = "text/plain" };
        // ok: html-injection
        Console.WriteLine("<p>" + name);
        return "done";
    }
}
