import org.apache.commons.jxpath.JXPathContext;

class App {
  Object handleRequest(Map<String, String> event, Context context) {
    // ok: commons-jxpath-path
    JXPathContext path = JXPathContext.newContext(bean);
    // ruleid: commons-jxpath-path
    path.getValue(event.get("a"));
    // ruleid: commons-jxpath-path
    path.iterate(event.get("a"));
    // ruleid: commons-jxpath-path
    JXPathContext.compile(event.get("a"));
    // ok: commons-jxpath-path
    path.getValue("a");
    // ok: commons-jxpath-path
    other.getValue(event.get("a"));
    // ok: commons-jxpath-path
    path.setLenient(flag);
    return null;
  }
}
