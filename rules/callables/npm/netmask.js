const other = require('./other');
const netmaskLib = require('netmask');
const { Netmask: Netmask1 } = require('netmask');

exports.case1 = async (event) => {
  // ruleid: netmask-netmask
  return new netmaskLib.Netmask(event.body);
};

exports.case2 = async (event) => {
  // ok: netmask-netmask
  return new other.Netmask(event.body);
};

exports.case3 = async (event) => {
  // ruleid: netmask-netmask
  return new Netmask1(event.body);
};

exports.case4 = async (event) => {
  // ok: netmask-netmask
  return new netmaskLib.Netmask('text');
};
