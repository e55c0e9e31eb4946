import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.core.type.TypeReference;

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
    // ruleid: jackson-databind-unwrap
    mapper.enable(DeserializationFeature.UNWRAP_SINGLE_VALUE_ARRAYS);
    // ruleid: jackson-databind-unwrap
    mapper.configure(DeserializationFeature.UNWRAP_SINGLE_VALUE_ARRAYS, true);
    // ok: jackson-databind-unwrap
    mapper.configure(DeserializationFeature.UNWRAP_SINGLE_VALUE_ARRAYS, false);
    // ok: jackson-databind-unwrap
    other.enable(DeserializationFeature.UNWRAP_SINGLE_VALUE_ARRAYS);
    // ruleid: jackson-databind-read
    mapper.readTree(event.get("a"));
    // ruleid: jackson-databind-read
    mapper.readValue(event.get("a"), Map.class);
    // ruleid: jackson-databind-read
    new ObjectMapper().readValue(event.get("a"), Object.class);
    // ruleid: jackson-databind-read
    mapper.readValue(event.get("a"), new TypeReference<Map<String, String>>() {});
    // ok: jackson-databind-read
    mapper.writeValueAsString(event.get("a"));
    // ok: jackson-databind-read
    mapper.convertValue(event, Order.class);
    // ok: jackson-databind-read
    mapper.readValue(event.get("a"), Order.class);
    // ok: jackson-databind-read
    other.readTree(event.get("a"));
    return null;
  }
}
