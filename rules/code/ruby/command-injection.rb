def handler(event:, context:)
  # ruleid: command-injection
  system("ping -c 1 " + event["host"])
  # ruleid: command-injection
  `ls #{event["folder"]}`
  # ruleid: command-injection
  IO.popen("file #{event["name"]}")
  # ruleid: command-injection
  Open3.capture2("convert " + event["name"])
  # ok: command-injection
  system("ping", "-c", "1", event["host"])
  # ok: command-injection
  system("ls /tmp")
  # ok: command-injection
  system("ls " + Shellwords.escape(event["folder"]))
  # ok: command-injection
  system("head -n #{event["lines"].to_i}")
end
