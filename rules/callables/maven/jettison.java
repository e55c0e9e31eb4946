import org.codehaus.jettison.json.JSONObject;
import org.codehaus.jettison.json.JSONArray;

class App {
  Object handleRequest(Map<String, String> event, Context context) {
    // ruleid: jettison-parse
    new JSONObject(event.get("a"));
    // ruleid: jettison-parse
    new JSONArray(event.get("a"));
    // ok: jettison-parse
    new JSONObject("{}");
    // ok: jettison-parse
    new OtherObject(event.get("a"));
    return null;
  }
}
