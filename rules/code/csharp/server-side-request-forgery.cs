public class Function {
  public string Handler(APIGatewayProxyRequest request, ILambdaContext context) {
    // ruleid: server-side-request-forgery
    http.GetAsync(request.QueryStringParameters["url"]);
    // ruleid: server-side-request-forgery
    http.GetStringAsync("https://" + request.Body + "/status");
    // ruleid: server-side-request-forgery
    new Uri(request.Body);
    // ruleid: server-side-request-forgery
    http.PostAsync($"https://{request.Body}.example.com/hook", null);
    // ok: server-side-request-forgery
    http.GetAsync("https://api.example.com/orders/" + request.Body);
    // ok: server-side-request-forgery
    http.PostAsync("https://api.example.com/orders", new StringContent(request.Body));
    // ok: server-side-request-forgery
    http.GetAsync("https://api.example.com/?q=" + Uri.EscapeDataString(request.Body));
    // ok: server-side-request-forgery
    http.GetAsync("https://api.example.com/");
    // ok: server-side-request-forgery
    http.GetAsync($"https://api.example.com/orders/{request.Body}");
    return null;
  }
}
