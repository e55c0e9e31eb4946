class App implements RequestHandler<Map<String, String>, String> {
  public String handleRequest(Map<String, String> event, Context context) throws Exception {
    // ruleid: command-injection
    Runtime.getRuntime().exec("ping -c 1 " + event.get("host"));
    // ruleid: command-injection
    new ProcessBuilder("sh", "-c", "ls " + event.get("folder")).start();
    // ruleid: command-injection
    Runtime.getRuntime().exec(new String[]{"sh", "-c", event.get("command")});
    // ruleid: command-injection
    new ProcessBuilder(event.get("program")).start();
    // ok: command-injection
    new ProcessBuilder("ping", "-c", "1", event.get("host")).start();
    // ok: command-injection
    Runtime.getRuntime().exec("ls /tmp");
    // ok: command-injection
    Runtime.getRuntime().exec("head -n " + Integer.parseInt(event.get("lines")));
    // ok: command-injection
    System.out.println("ping " + event.get("host"));
    return null;
  }
}
