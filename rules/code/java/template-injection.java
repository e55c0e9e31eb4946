class App implements RequestHandler<Map<String, String>, String> {
  public String handleRequest(Map<String, String> event, Context context) throws Exception {
    // ruleid: template-injection
    new Template("page", new StringReader(event.get("template")), configuration).process(data, out);
    // ruleid: template-injection
    Velocity.evaluate(velocity, writer, "page", "Hello " + event.get("name"));
    // ruleid: template-injection
    handlebars.compileInline(event.get("template")).apply(data);
    // ruleid: template-injection
    loader.putTemplate("page", event.get("body"));
    // ok: template-injection
    handlebars.compileInline("Hello {{name}}").apply(event);
    // ok: template-injection
    velocity.put("name", event.get("name"));
    // ok: template-injection
    configuration.getTemplate("page.ftl").process(event, out);
    // ok: template-injection
    Velocity.evaluate(velocity, writer, "page", "Hello $name");
    return null;
  }
}
