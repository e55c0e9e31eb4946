import com.fasterxml.jackson.databind.ObjectMapper;

class App {
  Object handleRequest(Map<String, String> event, Context context) {
    // ok: jackson-databind-read
    ObjectMapper mapper = new ObjectMapper();
    // ruleid: jackson-databind-typing
    mapper.enableDefaultTyping();
    // ruleid: jackson-databind-typing
    mapper.activateDefaultTyping(validator);
    // ruleid: jackson-databind-typing
    mapper.enableDefaultTypingAsProperty(a, "b");
    // ok: jackson-databind-typing
    mapper.enable(a);
    // ok: jackson-databind-typing
    other.enableDefaultTyping();
    // ruleid: jackson-databind-read
    mapper.readValue(event.get("a"), Order.class);
    // ruleid: jackson-databind-read
    mapper.readTree(event.get("a"));
    // ruleid: jackson-databind-read
    new ObjectMapper().convertValue(event.get("a"), Order.class);
    // ok: jackson-databind-read
    mapper.writeValueAsString(event.get("a"));
    // ok: jackson-databind-read
    other.readValue(event.get("a"), Order.class);
    return null;
  }
}
