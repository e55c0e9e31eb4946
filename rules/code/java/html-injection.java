class App implements RequestHandler<Map<String, String>, String> {
  public String handleRequest(Map<String, String> event, Context context) throws Exception {
    // ruleid: html-injection
    String page = "<h1>Hello " + event.get("name") + "</h1>";
    // ruleid: html-injection
    String page2 = String.format("<p>%s</p>", event.get("text"));
    // ruleid: html-injection
    response.setBody("<p>" + event.get("text") + "</p>");
    // ruleid: html-injection
    String page3 = "<p>%s</p>".formatted(event.get("text"));
    // ok: html-injection
    String safe = "<h1>Hello " + StringEscapeUtils.escapeHtml4(event.get("name")) + "</h1>";
    // ok: html-injection
    String note = "hello " + event.get("name");
    // ok: html-injection
    String count = "<p>" + Integer.parseInt(event.get("count")) + "</p>";
    // ok: html-injection
    String page4 = "<h1>Hello</h1>";
    return null;
  }
}
