import org.codehaus.jackson.map.ObjectMapper;

class App {
  Object handleRequest(Map<String, String> event, Context context) {
    // ok: jackson-mapper-asl-read
    ObjectMapper mapper = new ObjectMapper();
    // ruleid: jackson-mapper-asl-typing
    mapper.enableDefaultTyping();
    // ok: jackson-mapper-asl-typing
    other.enableDefaultTyping();
    // ruleid: jackson-mapper-asl-read
    mapper.readValue(event.get("a"), Order.class);
    // ok: jackson-mapper-asl-read
    other.readValue(event.get("a"), Order.class);
    return null;
  }
}
