public class Function {
  public string Handler(APIGatewayProxyRequest request, ILambdaContext context) {
    // ruleid: command-injection
    Process.Start("sh", "-c \"ping " + request.Body + "\"");
    // ruleid: command-injection
    Process.Start(request.QueryStringParameters["program"]);
    // ruleid: command-injection
    var info = new ProcessStartInfo("bash", $"-c 'ls {request.Body}'");
    // ruleid: command-injection
    start.Arguments = "-c " + request.Body;
    // ok: command-injection
    start.ArgumentList.Add(request.Body);
    // ok: command-injection
    Process.Start("ls", "/tmp");
    // ok: command-injection
    Process.Start("head", "-n " + int.Parse(request.Body));
    // ok: command-injection
    Console.WriteLine("ping " + request.Body);
    return null;
  }
}
