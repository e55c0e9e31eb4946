public class Function {
  public string Handler(APIGatewayProxyRequest request, ILambdaContext context) {
    // ruleid: code-evaluation
    CSharpScript.EvaluateAsync(request.Body);
    // ruleid: code-evaluation
    Type.GetType(request.QueryStringParameters["type"]);
    // ruleid: code-evaluation
    engine.Evaluate("x = " + request.Body);
    // ruleid: code-evaluation
    table.Compute(request.Body, "");
    // ok: code-evaluation
    JsonSerializer.Deserialize<Order>(request.Body);
    // ok: code-evaluation
    CSharpScript.EvaluateAsync("1 + 1");
    // ok: code-evaluation
    table.Compute("Sum(Price)", "");
    // ok: code-evaluation
    Console.WriteLine(request.Body);
    return null;
  }
}
