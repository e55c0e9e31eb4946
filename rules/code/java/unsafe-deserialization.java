class App implements RequestHandler<Map<String, String>, String> {
  public String handleRequest(Map<String, String> event, Context context) throws Exception {
    // ruleid: unsafe-deserialization
    new ObjectInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(event.get("state")))).readObject();
    // ruleid: unsafe-deserialization
    new Yaml().load(event.get("body"));
    // ruleid: unsafe-deserialization
    new XStream().fromXML(event.get("body"));
    // ruleid: unsafe-deserialization
    SerializationUtils.deserialize(event.get("state").getBytes());
    // ok: unsafe-deserialization
    mapper.readValue(event.get("body"), Order.class);
    // ok: unsafe-deserialization
    new Yaml(new SafeConstructor(new LoaderOptions())).load(event.get("body"));
    // ok: unsafe-deserialization
    new ObjectInputStream(new FileInputStream("/opt/model")).readObject();
    // ok: unsafe-deserialization
    new ObjectOutputStream(out).writeObject(event);
    return null;
  }
}
