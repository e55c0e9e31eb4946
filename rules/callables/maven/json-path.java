import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.Criteria;

class App {
  Object handleRequest(Map<String, String> event, Context context) {
    // ruleid: json-path-compile
    JsonPath.compile(event.get("a"));
    // ruleid: json-path-compile
    JsonPath.read(json, event.get("a"));
    // ruleid: json-path-compile
    Criteria.parse(event.get("a"));
    // ok: json-path-compile
    JsonPath.compile("$.a");
    // ok: json-path-compile
    other.compile(event.get("a"));
    return null;
  }
}
