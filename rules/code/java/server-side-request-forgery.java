class App implements RequestHandler<Map<String, String>, String> {
  public String handleRequest(Map<String, String> event, Context context) throws Exception {
    // ruleid: server-side-request-forgery
    new URL(event.get("url")).openStream();
    // ruleid: server-side-request-forgery
    HttpRequest.newBuilder(URI.create("https://" + event.get("host") + "/status")).build();
    // ruleid: server-side-request-forgery
    new Request.Builder().url(event.get("url")).build();
    // ruleid: server-side-request-forgery
    template.getForObject(String.format("https://%s.example.com/", event.get("tenant")), String.class);
    // ok: server-side-request-forgery
    new URL("https://api.example.com/orders/" + event.get("id")).openStream();
    // ok: server-side-request-forgery
    template.postForObject("https://api.example.com/orders", event, String.class);
    // ok: server-side-request-forgery
    new HttpGet("https://api.example.com/?q=" + URLEncoder.encode(event.get("q"), "UTF-8"));
    // ok: server-side-request-forgery
    new URL("https://api.example.com/").openStream();
    return null;
  }
}
