import org.apache.log4j.Logger;

class App {
  Object handleRequest(Map<String, String> event, Context context) {
    // ok: log4j-log
    Logger LOG = Logger.getLogger(App.class);
    // ruleid: log4j-log
    LOG.info(event.get("a"));
    // ruleid: log4j-log
    LOG.error(event.get("a"));
    // ok: log4j-log
    LOG.info("a");
    // ok: log4j-log
    other.info(event.get("a"));
    return null;
  }
}
