const axios = require('axios');
const https = require('https');
const got = require('got');

exports.proxy = async (event) => {
  // ruleid: server-side-request-forgery
  const answer = await fetch(event.queryStringParameters.url);
  return { statusCode: 200, body: await answer.text() };
};

exports.webhook = async (event) => {
  const { callback } = JSON.parse(event.body);
  // ruleid: server-side-request-forgery
  await axios.post(callback, { done: true });
};

exports.host = async (event) => {
  const url = `https://${event.tenant}.example.com/status`;
  // ruleid: server-side-request-forgery
  return got(url).json();
};

exports.options = (event, context, callback) => {
  // ruleid: server-side-request-forgery
  https.get({ hostname: event.host, path: '/' }, (answer) => callback(null, answer.statusCode));
};

exports.object = async (event) => {
  // ruleid: server-side-request-forgery
  return axios({ method: 'get', url: event.link });
};

exports.path = async (event) => {
  // ok: server-side-request-forgery
  return fetch(`https://api.example.com/films/${event.pathParameters.id}`);
};

exports.environment = async (event) => {
  const url = `${process.env.API_URL}/films/${event.pathParameters.id}`;
  // ok: server-side-request-forgery
  return axios.get(url);
};

exports.body = async (event) => {
  // ok: server-side-request-forgery
  return axios.post('https://api.example.com/films', event.body);
};

exports.method = async (event) => {
  // ok: server-side-request-forgery
  return axios({ method: 'post', url: 'https://api.example.com/films', data: event.body });
};

exports.allowed = async (event) => {
  const hosts = { eu: 'eu.example.com', us: 'us.example.com' };
  // ok: server-side-request-forgery
  return got('https://' + hosts[event.region] + '/status');
};

exports.custom = async (event) => {
  // ok: server-side-request-forgery
  return fetch(event.ResponseURL, { method: 'PUT', body: JSON.stringify({ Status: 'SUCCESS' }) });
};

exports.nested = async (event) => {
  // ruleid: server-side-request-forgery
  const answers = await Promise.all([`https://a.example.com/${event.id}`, fetch(`http://${event.host}/x`)]);
  return answers;
};
