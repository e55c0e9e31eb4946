import java.io.ObjectInputStream;
import com.google.gson.Gson;

class App {
  Object handleRequest(Map<String, String> event, Context context) {
    // ok: gson-read
    ObjectInputStream stream = new ObjectInputStream(input);
    // ruleid: gson-read
    stream.readObject();
    // ok: gson-read
    other.readObject();
    return null;
  }
}
