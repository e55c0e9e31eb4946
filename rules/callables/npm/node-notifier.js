const other = require('./other');
const nodeNotifierLib = require('node-notifier');
const { notify: notify1 } = require('node-notifier');

exports.case1 = async (event) => {
  // ruleid: node-notifier-notify
  return nodeNotifierLib.notify(JSON.parse(event.body));
};

exports.case2 = async (event) => {
  // ok: node-notifier-notify
  return other.notify(JSON.parse(event.body));
};

exports.case3 = async (event) => {
  // ruleid: node-notifier-notify
  return notify1(JSON.parse(event.body));
};

exports.case4 = async (event) => {
  // ok: node-notifier-notify
  return nodeNotifierLib.notify('text');
};
