public class Function {
  public string Handler(APIGatewayProxyRequest request, ILambdaContext context) {
    // ruleid: path-traversal
    File.ReadAllText("/var/task/pages/" + request.QueryStringParameters["page"]);
    // ruleid: path-traversal
    File.Delete(Path.Combine("/tmp", request.Body));
    // ruleid: path-traversal
    new FileStream(request.PathParameters["file"], FileMode.Open);
    // ruleid: path-traversal
    Directory.GetFiles($"/tmp/{request.Body}");
    // ok: path-traversal
    File.ReadAllText("/var/task/pages/" + Path.GetFileName(request.QueryStringParameters["page"]));
    // ok: path-traversal
    File.WriteAllText("/tmp/out", request.Body);
    // ok: path-traversal
    File.ReadAllText("/tmp/" + Guid.Parse(request.Body));
    // ok: path-traversal
    File.ReadAllText("/var/task/pages/index.html");
    return null;
  }
}
