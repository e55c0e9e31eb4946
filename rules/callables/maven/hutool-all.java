import cn.hutool.core.util.ZipUtil;
import cn.hutool.core.util.XmlUtil;

class App {
  Object handleRequest(Map<String, String> event, Context context) {
    // ruleid: hutool-all-unzip
    ZipUtil.unzip(event.get("a"));
    // ok: hutool-all-unzip
    ZipUtil.zip(event.get("a"));
    // ok: hutool-all-unzip
    other.unzip(event.get("a"));
    // ruleid: hutool-all-xml
    XmlUtil.readObjectFromXml(event.get("a"));
    // ok: hutool-all-xml
    other.readObjectFromXml(event.get("a"));
    return null;
  }
}
