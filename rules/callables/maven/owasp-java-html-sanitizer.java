import org.owasp.html.PolicyFactory;
import org.owasp.html.HtmlSanitizer;

class App {
  Object handleRequest(Map<String, String> event, Context context) {
    // ok: owasp-java-html-sanitizer-sanitize
    PolicyFactory policy = make();
    // ruleid: owasp-java-html-sanitizer-sanitize
    policy.sanitize(event.get("a"));
    // ruleid: owasp-java-html-sanitizer-sanitize
    HtmlSanitizer.sanitize(event.get("a"), receiver);
    // ok: owasp-java-html-sanitizer-sanitize
    other.sanitize(event.get("a"));
    return null;
  }
}
