import java.sql.DriverManager;

class App {
  Object handleRequest(Map<String, String> event, Context context) {
    // ruleid: postgresql-connect
    DriverManager.getConnection(event.get("a"));
    // ok: postgresql-connect
    DriverManager.getConnection("jdbc:postgresql:a");
    // ok: postgresql-connect
    other.getConnection(event.get("a"));
    // ok: postgresql-connect
    DriverManager.getConnection(JDBC_URL);
    return null;
  }
}
