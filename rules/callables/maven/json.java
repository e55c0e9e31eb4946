import org.json.JSONObject;
import org.json.JSONArray;
import org.json.JSONTokener;
import org.json.XML;

class App {
  Object handleRequest(Map<String, String> event, Context context) {
    // ruleid: json-parse
    new JSONObject(event.get("a"));
    // ruleid: json-parse
    new JSONArray(event.get("a"));
    // ruleid: json-parse
    new JSONTokener(event.get("a"));
    // ok: json-parse
    new OtherObject(event.get("a"));
    // ok: json-parse
    new JSONObject("{}");
    // ruleid: json-xml
    XML.toJSONObject(event.get("a"));
    // ok: json-xml
    XML.toString(event.get("a"));
    // ok: json-xml
    other.toJSONObject(event.get("a"));
    return null;
  }
}
