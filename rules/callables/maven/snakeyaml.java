import org.yaml.snakeyaml.Yaml;

class App {
  Object handleRequest(Map<String, String> event, Context context) {
    // ok: snakeyaml-load
    Yaml yaml = new Yaml();
    // ruleid: snakeyaml-load
    yaml.load(event.get("a"));
    // ruleid: snakeyaml-load
    new Yaml().load(event.get("a"));
    // ruleid: snakeyaml-load
    yaml.loadAll(event.get("a"));
    // ruleid: snakeyaml-load
    yaml.loadAs(event.get("a"), Order.class);
    // ok: snakeyaml-load
    other.load(event.get("a"));
    // ok: snakeyaml-load
    yaml.load("a: 1");
    // ok: snakeyaml-load
    yaml.dump(event.get("a"));
    return null;
  }
}
