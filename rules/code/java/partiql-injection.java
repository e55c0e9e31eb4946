class App implements RequestHandler<Map<String, String>, String> {
  public String handleRequest(Map<String, String> event, Context context) throws Exception {
    // ruleid: partiql-injection
    ExecuteStatementRequest.builder().statement("SELECT * FROM orders WHERE id = '" + event.get("id") + "'").build();
    // ruleid: partiql-injection
    new ExecuteStatementRequest().withStatement(event.get("statement"));
    // ruleid: partiql-injection
    BatchStatementRequest.builder().statement(String.format("DELETE FROM %s", event.get("table"))).build();
    // ruleid: partiql-injection
    request.setStatement("SELECT * FROM " + event.get("table"));
    // ok: partiql-injection
    ExecuteStatementRequest.builder().statement("SELECT * FROM orders WHERE id = ?").parameters(AttributeValue.fromS(event.get("id"))).build();
    // ok: partiql-injection
    new ExecuteStatementRequest().withStatement("SELECT * FROM orders");
    // ok: partiql-injection
    ExecuteStatementRequest.builder().statement("SELECT * FROM orders WHERE age = " + Integer.parseInt(event.get("age"))).build();
    // ok: partiql-injection
    System.out.println("statement " + event.get("id"));
    return null;
  }
}
