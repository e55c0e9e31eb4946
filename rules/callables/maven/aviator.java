import com.googlecode.aviator.AviatorEvaluator;

class App {
  Object handleRequest(Map<String, String> event, Context context) {
    // ruleid: aviator-execute
    AviatorEvaluator.execute(event.get("a"));
    // ruleid: aviator-execute
    AviatorEvaluator.compile(event.get("a"));
    // ok: aviator-execute
    AviatorEvaluator.execute("1");
    // ok: aviator-execute
    other.execute(event.get("a"));
    return null;
  }
}
