using RestSharp;

public class App
{
    public object Handle(APIGatewayProxyRequest input, ILambdaContext context)
    {
        // ok: RestSharp-header
        var request = new RestRequest("/a");
        // ruleid: RestSharp-header
        request.AddHeader("a", input.Body);
        // ruleid: RestSharp-header
        request.AddOrUpdateHeader("a", input.Body);
        // ok: RestSharp-header
        request.AddHeader("a", "b");
        // ok: RestSharp-header
        other.AddHeader("a", input.Body);
        return null;
    }
}
