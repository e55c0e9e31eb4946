class App implements RequestHandler<Map<String, String>, String> {
  public String handleRequest(Map<String, String> event, Context context) throws Exception {
    // ruleid: path-traversal
    new FileReader("/var/task/pages/" + event.get("page"));
    // ruleid: path-traversal
    Files.delete(Paths.get("/tmp", event.get("name")));
    // ruleid: path-traversal
    new File("/tmp/" + event.get("name"));
    // ruleid: path-traversal
    Files.readString(Path.of(event.get("file")));
    // ok: path-traversal
    new FileReader("/var/task/pages/" + FilenameUtils.getName(event.get("page")));
    // ok: path-traversal
    Files.writeString(Path.of("/tmp/out"), event.get("body"));
    // ok: path-traversal
    Files.readString(Path.of("/tmp/" + UUID.fromString(event.get("id"))));
    // ok: path-traversal
    new File("/tmp/index.html");
    return null;
  }
}
