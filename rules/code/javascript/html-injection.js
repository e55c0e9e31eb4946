const escapeHtml = require('escape-html');
const functions = require('@google-cloud/functions-framework');

exports.page = async (event) => {
  const name = event.queryStringParameters.name;
  return {
    statusCode: 200,
    headers: { 'Content-Type': 'text/html' },
    // ruleid: html-injection
    body: `<html><body>Hello ${name}</body></html>`,
  };
};

exports.plain = async (event) => {
  return {
    statusCode: 200,
    headers: { 'Content-Type': 'text/html; charset=utf-8' },
    // ruleid: html-injection
    body: event.body,
  };
};

exports.concatenated = async (event) => {
  // ruleid: html-injection
  const html = '<h1>' + event.title + '</h1>';
  return send(html);
};

functions.http('hello', (req, res) => {
  // ruleid: html-injection
  res.send(`Hello ${req.query.name}`);
});

exports.json = async (event) => {
  return {
    statusCode: 200,
    headers: { 'Content-Type': 'application/json' },
    // ok: html-injection
    body: JSON.stringify({ name: event.queryStringParameters.name }),
  };
};

exports.escaped = async (event) => {
  return {
    statusCode: 200,
    headers: { 'Content-Type': 'text/html' },
    // ok: html-injection
    body: `<html><body>Hello ${escapeHtml(event.queryStringParameters.name)}</body></html>`,
  };
};

exports.text = async (event) => {
  return {
    statusCode: 200,
    headers: { 'Content-Type': 'text/plain' },
    // ok: html-injection
    body: `Hello ${event.queryStringParameters.name}`,
  };
};

functions.http('object', (req, res) => {
  // ok: html-injection
  res.send({ name: req.query.name });
});

exports.logged = async (event) => {
  // ok: html-injection
  console.log(`<h1>${event.title}</h1>`);
};

exports.message = async (event) => {
  // ok: html-injection
  const text = `closed: ${event.code}`;
  return { statusCode: 200, headers: { 'Content-Type': 'text/html' }, body: '<p>closed</p>', text };
};
