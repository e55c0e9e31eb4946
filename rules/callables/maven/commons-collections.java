import java.io.ObjectInputStream;
import org.apache.commons.lang3.SerializationUtils;

class App {
  Object handleRequest(Map<String, String> event, Context context) {
    // ok: commons-collections-deserialize
    ObjectInputStream stream = new ObjectInputStream(input);
    // ruleid: commons-collections-deserialize
    stream.readObject();
    // ruleid: commons-collections-deserialize
    SerializationUtils.deserialize(event.get("a"));
    // ok: commons-collections-deserialize
    other.readObject();
    return null;
  }
}
