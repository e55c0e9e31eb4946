import com.hubspot.jinjava.Jinjava;

class App {
  Object handleRequest(Map<String, String> event, Context context) {
    // ruleid: jinjava-render
    new Jinjava().render(event.get("a"), values);
    // ruleid: jinjava-render
    new Jinjava().renderForResult(event.get("a"), values);
    // ok: jinjava-render
    other.render(event.get("a"), values);
    // ok: jinjava-render
    new Jinjava().render("a", values);
    return null;
  }
}
