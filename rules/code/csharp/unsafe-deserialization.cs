public class Function {
  public string Handler(APIGatewayProxyRequest request, ILambdaContext context) {
    // ruleid: unsafe-deserialization
    new BinaryFormatter().Deserialize(new MemoryStream(Convert.FromBase64String(request.Body)));
    // ruleid: unsafe-deserialization
    JsonConvert.DeserializeObject<Order>(request.Body, new JsonSerializerSettings { TypeNameHandling = TypeNameHandling.All });
    // ruleid: unsafe-deserialization
    new LosFormatter().Deserialize(request.Body);
    // ruleid: unsafe-deserialization
    new SoapFormatter().Deserialize(new MemoryStream(Convert.FromBase64String(request.Body)));
    // ok: unsafe-deserialization
    JsonSerializer.Deserialize<Order>(request.Body);
    // ok: unsafe-deserialization
    JsonConvert.DeserializeObject<Order>(request.Body);
    // ok: unsafe-deserialization
    new BinaryFormatter().Deserialize(File.OpenRead("/opt/model"));
    // ok: unsafe-deserialization
    JsonConvert.SerializeObject(request.Body);
    return null;
  }
}
