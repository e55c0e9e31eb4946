import org.jsoup.Jsoup;

class App {
  Object handleRequest(Map<String, String> event, Context context) {
    // ruleid: jsoup-clean
    Jsoup.clean(event.get("a"), list);
    // ok: jsoup-clean
    other.clean(event.get("a"), list);
    // ruleid: jsoup-parse
    Jsoup.parse(event.get("a"));
    // ruleid: jsoup-parse
    Jsoup.parseBodyFragment(event.get("a"));
    // ok: jsoup-parse
    other.parse(event.get("a"));
    // ok: jsoup-parse
    Jsoup.parse("<p>");
    return null;
  }
}
