class App implements RequestHandler<Map<String, String>, String> {
  public String handleRequest(Map<String, String> event, Context context) throws Exception {
    // ruleid: nosql-operator-injection
    users.find(Document.parse(event.get("filter")));
    // ruleid: nosql-operator-injection
    users.find(new Document("$where", "this.name == '" + event.get("name") + "'"));
    // ruleid: nosql-operator-injection
    container.queryItems("SELECT * FROM c WHERE c.id = '" + event.get("id") + "'", options, Item.class);
    // ruleid: nosql-operator-injection
    database.collection("users").whereEqualTo(event.get("field"), true);
    // ok: nosql-operator-injection
    users.find(Filters.eq("name", event.get("name")));
    // ok: nosql-operator-injection
    container.queryItems(new SqlQuerySpec("SELECT * FROM c WHERE c.id = @id", new SqlParameter("@id", event.get("id"))), options, Item.class);
    // ok: nosql-operator-injection
    database.collection("users").whereEqualTo("name", event.get("name"));
    // ok: nosql-operator-injection
    users.insertOne(new Document("name", event.get("name")));
    return null;
  }
}
