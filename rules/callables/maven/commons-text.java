import org.apache.commons.text.StringSubstitutor;

class App {
  Object handleRequest(Map<String, String> event, Context context) {
    // ok: commons-text-replace
    StringSubstitutor substitutor = StringSubstitutor.createInterpolator();
    // ruleid: commons-text-replace
    StringSubstitutor.createInterpolator().replace(event.get("a"));
    // ruleid: commons-text-replace
    substitutor.replace(event.get("a"));
    // ruleid: commons-text-replace
    StringSubstitutor.replace(event.get("a"), values);
    // ok: commons-text-replace
    substitutor.replace("a");
    // ok: commons-text-replace
    other.replace(event.get("a"));
    return null;
  }
}
