class App implements RequestHandler<Map<String, String>, String> {
  public String handleRequest(Map<String, String> event, Context context) throws Exception {
    // ruleid: sql-injection
    statement.executeQuery("SELECT * FROM orders WHERE id = '" + event.get("id") + "'");
    // ruleid: sql-injection
    statement.executeUpdate(String.format("DELETE FROM orders WHERE id = '%s'", event.get("id")));
    // ruleid: sql-injection
    template.queryForList("SELECT * FROM orders WHERE id = " + event.get("id"));
    // ruleid: sql-injection
    String query = "UPDATE orders SET paid = 1 WHERE id = '" + event.get("id") + "'";
    // ok: sql-injection
    PreparedStatement prepared = connection.prepareStatement("SELECT * FROM orders WHERE id = ?");
    prepared.setString(1, event.get("id"));
    // ok: sql-injection
    template.queryForList("SELECT * FROM orders WHERE id = ?", event.get("id"));
    // ok: sql-injection
    statement.executeQuery("SELECT * FROM orders LIMIT " + Integer.parseInt(event.get("limit")));
    // ok: sql-injection
    System.out.println("DELETE FROM orders WHERE id = " + event.get("id"));
    return null;
  }
}
