import java.sql.DriverManager;

class App {
  Object handleRequest(Map<String, String> event, Context context) {
    // ruleid: h2-connect
    DriverManager.getConnection(event.get("a"));
    // ok: h2-connect
    DriverManager.getConnection("jdbc:h2:mem:");
    // ok: h2-connect
    other.getConnection(event.get("a"));
    // ok: h2-connect
    DriverManager.getConnection(JDBC_URL);
    return null;
  }
}
