const other = require('./other');
const { https } = require('follow-redirects');
const redirects = require('follow-redirects');
const { http: plain } = require('follow-redirects');

exports.case1 = async (event) => {
  // ruleid: follow-redirects-request
  return https.get(event.body);
};

exports.case2 = async (event) => {
  // ruleid: follow-redirects-request
  return https.request(event.body, done);
};

exports.case3 = async (event) => {
  // ruleid: follow-redirects-request
  return redirects.http.get(event.body);
};

exports.case4 = async (event) => {
  // ruleid: follow-redirects-request
  return plain.request(event.body);
};

exports.case5 = async (event) => {
  // ok: follow-redirects-request
  return https.get('https://a.example');
};

exports.case6 = async (event) => {
  // ok: follow-redirects-request
  return other.get(event.body);
};
