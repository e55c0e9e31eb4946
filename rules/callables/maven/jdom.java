import org.jdom.input.SAXBuilder;

class App {
  Object handleRequest(Map<String, String> event, Context context) {
    // ruleid: jdom-build
    new SAXBuilder().build(event.get("a"));
    // ok: jdom-build
    other.build(event.get("a"));
    return null;
  }
}
