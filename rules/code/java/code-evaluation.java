class App implements RequestHandler<Map<String, String>, String> {
  public String handleRequest(Map<String, String> event, Context context) throws Exception {
    // ruleid: code-evaluation
    engine.eval(event.get("expression"));
    // ruleid: code-evaluation
    new SpelExpressionParser().parseExpression(event.get("rule")).getValue();
    // ruleid: code-evaluation
    new GroovyShell().evaluate("x = " + event.get("value"));
    // ruleid: code-evaluation
    Class.forName(event.get("plugin")).getDeclaredConstructor().newInstance();
    // ok: code-evaluation
    mapper.readTree(event.get("body"));
    // ok: code-evaluation
    engine.eval("1 + 1");
    // ok: code-evaluation
    new SpelExpressionParser().parseExpression("name").getValue(event);
    // ok: code-evaluation
    ACTIONS.get(event.get("action")).run();
    return null;
  }
}
