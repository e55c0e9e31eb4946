const he = require("he");

exports.oneHandler = async (event) => {
  // ruleid: html-injection
  const page = "<h1>Hello " + event.name + "</h1>";
  return { statusCode: 200, body: "done" };
};

exports.twoHandler = async (event) => {
  // ruleid: html-injection
  const page = `<p>${event.text}</p>`;
  // ok: html-injection
  const safe = `<p>${he.encode(event.text)}</p>`;
  // ok: html-injection
  const note = "hello " + event.text;
  // ok: html-injection
  const count = "<p>" + Number(event.count) + "</p>";
  return { statusCode: 200, body: safe };
};

exports.threeHandler = async (event) => {
  return {
    statusCode: 200,
    headers: { "Content-Type": "text/html" },
    // ruleid: html-injection
    body: event.body,
  };
};

exports.fourHandler = async (event) => {
  // ok: html-injection
  return { statusCode: 200, headers: { "Content-Type": "application/json" }, body: event.body };
};

functions.http("hello", (req, res) => {
  // ruleid: html-injection
  res.send("Hello " + req.query.name);
  // ok: html-injection
  res.send({ name: req.query.name });
});
