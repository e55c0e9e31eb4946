public class Function {
  public string Handler(APIGatewayProxyRequest request, ILambdaContext context) {
    // ruleid: html-injection
    var page = "<h1>Hello " + request.Body + "</h1>";
    // ruleid: html-injection
    response.Body = "<p>" + request.QueryStringParameters["text"] + "</p>";
    // ruleid: html-injection
    var page2 = string.Format("<p>{0}</p>", request.Body);
    // ruleid: html-injection
    var page3 = new HtmlString(request.Body);
    // ok: html-injection
    var safe = "<h1>Hello " + WebUtility.HtmlEncode(request.Body) + "</h1>";
    // ok: html-injection
    var note = "hello " + request.Body;
    // ok: html-injection
    var page4 = "<h1>Hello</h1>";
    // ok: html-injection
    var count = "<p>" + int.Parse(request.Body) + "</p>";
    return null;
  }
}
