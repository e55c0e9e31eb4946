import cn.hutool.core.util.ZipUtil;
import cn.hutool.core.util.NumberUtil;

class App {
  Object handleRequest(Map<String, String> event, Context context) {
    // ruleid: hutool-core-unzip
    ZipUtil.unzip(event.get("a"));
    // ok: hutool-core-unzip
    ZipUtil.zip(event.get("a"));
    // ok: hutool-core-unzip
    other.unzip(event.get("a"));
    // ruleid: hutool-core-number
    NumberUtil.toBigDecimal(event.get("a"));
    // ok: hutool-core-number
    other.toBigDecimal(event.get("a"));
    return null;
  }
}
