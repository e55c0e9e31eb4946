import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.LogManager;

class App {
  Object handleRequest(Map<String, String> event, Context context) {
    // ok: log4j-core-log
    Logger LOG = LogManager.getLogger();
    // ruleid: log4j-core-log
    LOG.info(event.get("a"));
    // ruleid: log4j-core-log
    LOG.error("a {}", event.get("a"));
    // ruleid: log4j-core-log
    LOG.warn(event.get("a"));
    // ruleid: log4j-core-log
    LOG.debug(event.get("a"));
    // ruleid: log4j-core-log
    LOG.trace(event.get("a"));
    // ruleid: log4j-core-log
    LOG.fatal(event.get("a"));
    // ruleid: log4j-core-log
    LOG.log(level, event.get("a"));
    // ok: log4j-core-log
    LOG.info("a");
    // ok: log4j-core-log
    other.info(event.get("a"));
    return null;
  }
}
