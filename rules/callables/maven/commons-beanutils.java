import org.apache.commons.beanutils.BeanUtils;
import org.apache.commons.beanutils.PropertyUtils;

class App {
  Object handleRequest(Map<String, String> event, Context context) {
    // ruleid: commons-beanutils-populate
    BeanUtils.populate(bean, event);
    // ruleid: commons-beanutils-populate
    BeanUtils.setProperty(bean, event.get("a"), value);
    // ruleid: commons-beanutils-populate
    PropertyUtils.setProperty(bean, event.get("a"), value);
    // ruleid: commons-beanutils-populate
    PropertyUtils.getProperty(bean, event.get("a"));
    // ok: commons-beanutils-populate
    BeanUtils.setProperty(bean, "a", event.get("a"));
    // ok: commons-beanutils-populate
    other.populate(bean, event);
    return null;
  }
}
