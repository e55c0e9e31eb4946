import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.remoting.httpinvoker.HttpInvokerServiceExporter;

class App {
  Object handleRequest(Map<String, String> event, Context context) {
    // ruleid: spring-web-uri
    UriComponentsBuilder.fromUriString(event.get("a"));
    // ruleid: spring-web-uri
    UriComponentsBuilder.fromHttpUrl(event.get("a"));
    // ok: spring-web-uri
    UriComponentsBuilder.fromPath(event.get("a"));
    // ok: spring-web-uri
    other.fromUriString(event.get("a"));
    // ok: spring-web-uri
    UriComponentsBuilder.fromUriString("https://a.example");
    // ruleid: spring-web-invoker
    new HttpInvokerServiceExporter();
    // ok: spring-web-invoker
    new OtherExporter();
    return null;
  }
}
