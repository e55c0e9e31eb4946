import org.json.JSONObject;

class Other {
  Object handleRequest(Map<String, String> event, Context context) {
    // ok: jettison-parse
    return new JSONObject(event.get("a"));
  }
}
