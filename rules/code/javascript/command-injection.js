const { execFile, execSync } = require("child_process");
const cp = require("child_process");

exports.handler = async (event) => {
  const name = event.queryStringParameters.name;
  // ruleid: command-injection
  cp.exec(`convert ${name} /tmp/out.png`);
  // ruleid: command-injection
  execSync("file " + name);
  // ruleid: command-injection
  cp.spawn("sh", ["-c", name]);
  // ruleid: command-injection
  cp.spawnSync(event.program, ["-v"]);
  // ok: command-injection
  execFile("convert", [name, "/tmp/out.png"]);
  // ok: command-injection
  cp.exec("ls /tmp");
  // ok: command-injection
  execSync("head -n " + Number(event.lines));
  // ok: command-injection
  /a+/.exec(name);
};
