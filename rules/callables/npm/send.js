const other = require('./other');
const sendMain = require('send');
const another = require('./another');

exports.case1 = async (event) => {
  // ruleid: send
  return sendMain(event, event.body);
};

exports.case2 = async (event) => {
  // ok: send
  return another(event, event.body);
};

exports.case3 = async (event) => {
  // ok: send
  return sendMain(event, 'text');
};
