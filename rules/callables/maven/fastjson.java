import com.alibaba.fastjson.JSON;

class App {
  Object handleRequest(Map<String, String> event, Context context) {
    // ruleid: fastjson-parse
    JSON.parse(event.get("a"));
    // ruleid: fastjson-parse
    JSON.parseObject(event.get("a"));
    // ruleid: fastjson-parse
    JSON.parseArray(event.get("a"));
    // ok: fastjson-parse
    JSON.toJSONString(event.get("a"));
    // ok: fastjson-parse
    other.parse(event.get("a"));
    // ok: fastjson-parse
    JSON.parse("{}");
    return null;
  }
}
