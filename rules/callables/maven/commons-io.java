import org.apache.commons.io.FilenameUtils;
import org.apache.commons.io.input.XmlStreamReader;

class App {
  Object handleRequest(Map<String, String> event, Context context) {
    // ruleid: commons-io-normalize
    FilenameUtils.normalize(event.get("a"));
    // ruleid: commons-io-normalize
    FilenameUtils.concat("/tmp", event.get("a"));
    // ok: commons-io-normalize
    FilenameUtils.normalize("a");
    // ok: commons-io-normalize
    FilenameUtils.getName(event.get("a"));
    // ok: commons-io-normalize
    other.normalize(event.get("a"));
    // ruleid: commons-io-xml-reader
    new XmlStreamReader(event.get("a"));
    // ok: commons-io-xml-reader
    new OtherReader(event.get("a"));
    return null;
  }
}
