import org.dom4j.io.SAXReader;
import org.dom4j.DocumentHelper;

class App {
  Object handleRequest(Map<String, String> event, Context context) {
    // ruleid: dom4j-read
    new SAXReader().read(event.get("a"));
    // ruleid: dom4j-read
    DocumentHelper.parseText(event.get("a"));
    // ok: dom4j-read
    other.read(event.get("a"));
    // ruleid: dom4j-name
    DocumentHelper.createElement(event.get("a"));
    // ok: dom4j-name
    DocumentHelper.createElement("a");
    // ok: dom4j-name
    other.createElement(event.get("a"));
    return null;
  }
}
