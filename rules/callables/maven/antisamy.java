import org.owasp.validator.html.AntiSamy;

class App {
  Object handleRequest(Map<String, String> event, Context context) {
    // ruleid: antisamy-scan
    new AntiSamy().scan(event.get("a"), policy);
    // ok: antisamy-scan
    other.scan(event.get("a"), policy);
    return null;
  }
}
