import com.google.common.io.Files;
import com.google.common.io.FileBackedOutputStream;

class App {
  Object handleRequest(Map<String, String> event, Context context) {
    // ruleid: guava-temporary
    Files.createTempDir();
    // ruleid: guava-temporary
    new FileBackedOutputStream(10);
    // ok: guava-temporary
    other.createTempDir();
    // ok: guava-temporary
    Files.toByteArray(file);
    return null;
  }
}
