const pad = require("left-pad");

exports.handler = async (event) => ({
  statusCode: 200,
  body: JSON.stringify({ greeting: pad("hello", 10) }),
});
