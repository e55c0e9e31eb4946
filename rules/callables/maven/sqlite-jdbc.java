import java.sql.DriverManager;

class App {
  Object handleRequest(Map<String, String> event, Context context) {
    // ruleid: sqlite-jdbc-connect
    DriverManager.getConnection(event.get("a"));
    // ok: sqlite-jdbc-connect
    DriverManager.getConnection("jdbc:sqlite:a.db");
    // ok: sqlite-jdbc-connect
    other.getConnection(event.get("a"));
    // ok: sqlite-jdbc-connect
    DriverManager.getConnection(JDBC_URL);
    return null;
  }
}
