const axios = require("axios");
const https = require("https");

exports.handler = async (event) => {
  // ruleid: server-side-request-forgery
  await fetch(event.url);
  // ruleid: server-side-request-forgery
  await axios.get("https://" + event.host + "/status");
  // ruleid: server-side-request-forgery
  https.request({ hostname: event.headers["x-forwarded-host"], path: "/" });
  // ruleid: server-side-request-forgery
  await axios.post(`https://${event.tenant}.example.com/hook`, {});
  // ok: server-side-request-forgery
  await axios.get("https://api.example.com/orders/" + event.id);
  // ok: server-side-request-forgery
  await fetch(`https://api.example.com/orders/${event.id}`);
  // ok: server-side-request-forgery
  await axios.post("https://api.example.com/orders", event);
  // ok: server-side-request-forgery
  await fetch("https://api.example.com/?q=" + encodeURIComponent(event.q));
};
