using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

public class App
{
    public object Handle(APIGatewayProxyRequest input, ILambdaContext context)
    {
        // ruleid: Newtonsoft.Json-read
        var a = JsonConvert.DeserializeObject<Order>(input.Body);
        // ruleid: Newtonsoft.Json-read
        var b = JsonConvert.DeserializeObject(input.Body);
        // ruleid: Newtonsoft.Json-read
        var c = JObject.Parse(input.Body);
        // ruleid: Newtonsoft.Json-read
        var d = JToken.Parse(input.Body);
        // ruleid: Newtonsoft.Json-read
        var e = JArray.Parse(input.Body);
        // ok: Newtonsoft.Json-read
        var f = JsonConvert.SerializeObject(input.Body);
        // ok: Newtonsoft.Json-read
        var g = Other.DeserializeObject(input.Body);
        // ok: Newtonsoft.Json-read
        var h = JObject.Parse("{}");
        return null;
    }
}
