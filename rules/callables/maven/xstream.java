import com.thoughtworks.xstream.XStream;

class App {
  Object handleRequest(Map<String, String> event, Context context) {
    // ok: xstream-from-xml
    XStream stream = new XStream();
    // ruleid: xstream-from-xml
    stream.fromXML(event.get("a"));
    // ruleid: xstream-from-xml
    new XStream().fromXML(event.get("a"));
    // ruleid: xstream-from-xml
    stream.unmarshal(event.get("a"));
    // ok: xstream-from-xml
    stream.toXML(event.get("a"));
    // ok: xstream-from-xml
    other.fromXML(event.get("a"));
    return null;
  }
}
