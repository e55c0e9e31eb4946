using Amazon.Lambda.Core;
using Newtonsoft.Json;
using System.Runtime.Serialization.Formatters.Binary;

public class Function
{
    public async Task<string> Handle(Dictionary<string, string> input, ILambdaContext context)
    {
        var name = input["name"];
        // ruleid: unsafe-deserialization
        var session = new BinaryFormatter().Deserialize(new MemoryStream(Convert.FromBase64String(input["session"])));
        // ruleid: unsafe-deserialization
        var order = JsonConvert.DeserializeObject<Order>(input["order"], new JsonSerializerSettings { TypeNameHandling = TypeNameHandling.All });
        // ruleid: unsafe-deserialization
        var state = new LosFormatter().Deserialize(input["state"]);
        // ruleid: unsafe-deserialization
        var any = JsonConvert.DeserializeObject(input["order"], new JsonSerializerSettings { TypeNameHandling = TypeNameHandling.Auto });
        // ok: unsafe-deserialization
        var safe = JsonSerializer.Deserialize<Order>(input["order"]);
        // ok: unsafe-deserialization
        var plain = JsonConvert.DeserializeObject<Order>(input["order"]);
        // ok: unsafe-deserialization
        var none = JsonConvert.DeserializeObject<Order>(input["order"], new JsonSerializerSettings { TypeNameHandling = TypeNameHandling.None });
        // ok: unsafe-deserialization
        var own = new BinaryFormatter().Deserialize(File.OpenRead("table.bin"));
        // ok: unsafe-deserialization
        var xml = new XmlSerializer(typeof(Order)).Deserialize(new StringReader(input["xml"]));
        return "done";
    }

    public object Restore(Stream input, ILambdaContext context)
    {
        var formatter = new BinaryFormatter();
        // ruleid: unsafe-deserialization
        return formatter.Deserialize(input);
    }

    public object Read(string input, ILambdaContext context)
    {
        var settings = new JsonSerializerSettings { TypeNameHandling = TypeNameHandling.Objects };
        // ruleid: unsafe-deserialization
        return JsonConvert.DeserializeObject<Order>(input, settings);
    }
}
