const fs = require("fs");
const path = require("path");

exports.handler = async (event) => {
  const name = event.queryStringParameters.file;
  // ruleid: path-traversal
  const text = fs.readFileSync("/var/task/pages/" + name, "utf8");
  // ruleid: path-traversal
  fs.unlinkSync(path.join("/tmp", name));
  // ruleid: path-traversal
  await fs.promises.writeFile(`/tmp/${name}`, "x");
  // ruleid: path-traversal
  const stream = fs.createReadStream(name);
  // ok: path-traversal
  fs.readFileSync("/var/task/pages/" + path.basename(name));
  // ok: path-traversal
  fs.writeFileSync("/tmp/out.json", event.body);
  // ok: path-traversal
  fs.readFileSync(`/tmp/${Number(event.page)}.html`);
  // ok: path-traversal
  fs.readFileSync("/var/task/pages/index.html");
};
