import java.io.ObjectInputStream;
import groovy.lang.Closure;

class App {
  Object handleRequest(Map<String, String> event, Context context) {
    // ok: groovy-deserialize
    ObjectInputStream stream = new ObjectInputStream(input);
    // ruleid: groovy-deserialize
    stream.readObject();
    // ok: groovy-deserialize
    other.readObject();
    return null;
  }
}
