const other = require('./other');
const undiciLib = require('undici');
const { request: request1 } = require('undici');
const { fetch: fetch2 } = require('undici');
const { Headers: Headers3 } = require('undici');
const { ProxyAgent: ProxyAgent4 } = require('undici');

exports.case1 = async (event) => {
  // ruleid: undici-request
  return undiciLib.request(event.body);
};

exports.case2 = async (event) => {
  // ok: undici-request
  return other.request(event.body);
};

exports.case3 = async (event) => {
  // ruleid: undici-request
  return undiciLib.stream(event.body);
};

exports.case4 = async (event) => {
  // ok: undici-request
  return other.stream(event.body);
};

exports.case5 = async (event) => {
  // ruleid: undici-request
  return undiciLib.pipeline(event.body);
};

exports.case6 = async (event) => {
  // ok: undici-request
  return other.pipeline(event.body);
};

exports.case7 = async (event) => {
  // ruleid: undici-request
  return undiciLib.request('https://a.example', { path: event.path });
};

exports.case8 = async (event) => {
  // ruleid: undici-request
  return request1(event.body);
};

exports.case9 = async (event) => {
  // ok: undici-request
  return undiciLib.request('text');
};

exports.case10 = async (event) => {
  // ruleid: undici-fetch
  return undiciLib.fetch(event.body);
};

exports.case11 = async (event) => {
  // ok: undici-fetch
  return other.fetch(event.body);
};

exports.case12 = async (event) => {
  // ruleid: undici-fetch
  return fetch2(event.body);
};

exports.case13 = async (event) => {
  // ok: undici-fetch
  return undiciLib.fetch('text');
};

exports.case14 = async (event) => {
  // ruleid: undici-headers
  return new undiciLib.Headers(event.headers);
};

exports.case15 = async (event) => {
  // ok: undici-headers
  return new other.Headers(event.headers);
};

exports.case16 = async (event) => {
  // ruleid: undici-headers
  return new Headers3(event.headers);
};

exports.case17 = async (event) => {
  // ruleid: undici-proxy
  return new undiciLib.ProxyAgent(event.body);
};

exports.case18 = async (event) => {
  // ok: undici-proxy
  return new other.ProxyAgent(event.body);
};

exports.case19 = async (event) => {
  // ruleid: undici-proxy
  return new ProxyAgent4(event.body);
};

exports.case20 = async (event) => {
  // ok: undici-proxy
  return new undiciLib.ProxyAgent('text');
};
