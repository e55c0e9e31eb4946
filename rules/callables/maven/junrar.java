import com.github.junrar.Junrar;
import com.github.junrar.Archive;

class App {
  Object handleRequest(Map<String, String> event, Context context) {
    // ruleid: junrar-extract
    Junrar.extract(event.get("a"), "/tmp");
    // ruleid: junrar-extract
    new Archive(event.get("a"));
    // ok: junrar-extract
    other.extract(event.get("a"), "/tmp");
    return null;
  }
}
