import org.xerial.snappy.Snappy;
import org.xerial.snappy.SnappyInputStream;

class App {
  Object handleRequest(Map<String, String> event, Context context) {
    // ruleid: snappy-java-uncompress
    Snappy.uncompress(event.get("a"));
    // ruleid: snappy-java-uncompress
    Snappy.compress(event.get("a"));
    // ruleid: snappy-java-uncompress
    new SnappyInputStream(event.get("a"));
    // ok: snappy-java-uncompress
    other.uncompress(event.get("a"));
    return null;
  }
}
