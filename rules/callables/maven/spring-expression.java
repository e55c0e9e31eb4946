import org.springframework.expression.spel.standard.SpelExpressionParser;

class App {
  Object handleRequest(Map<String, String> event, Context context) {
    // ok: spring-expression-parse
    SpelExpressionParser parser = new SpelExpressionParser();
    // ruleid: spring-expression-parse
    parser.parseExpression(event.get("a"));
    // ruleid: spring-expression-parse
    new SpelExpressionParser().parseExpression(event.get("a"));
    // ruleid: spring-expression-parse
    parser.parseRaw(event.get("a"));
    // ok: spring-expression-parse
    parser.parseExpression("1");
    // ok: spring-expression-parse
    other.parseExpression(event.get("a"));
    return null;
  }
}
