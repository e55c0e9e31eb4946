const other = require('./other');
const { XMLHttpRequest } = require('xmlhttprequest');

exports.case1 = async (event) => {
  const object = new XMLHttpRequest();
  // ruleid: xmlhttprequest-open
  return object.send(event.body);
};

exports.case2 = async (event) => {
  const object = other.make();
  // ok: xmlhttprequest-open
  return object.send(event.body);
};

exports.case3 = async (event) => {
  const object = new XMLHttpRequest();
  // ruleid: xmlhttprequest-open
  return object.open(event.body);
};

exports.case4 = async (event) => {
  const object = other.make();
  // ok: xmlhttprequest-open
  return object.open(event.body);
};

exports.case5 = async (event) => {
  const object = new XMLHttpRequest();
  // ok: xmlhttprequest-open
  return object.send('text');
};
