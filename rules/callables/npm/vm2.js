const other = require('./other');
const { VM } = require('vm2');
const vm2Lib = require('vm2');
const { VMScript: VMScript2 } = require('vm2');

exports.case1 = async (event) => {
  const object = new VM({ timeout: 100 });
  // ruleid: vm2-run
  return object.run(event.body);
};

exports.case2 = async (event) => {
  const object = other.make();
  // ok: vm2-run
  return object.run(event.body);
};

exports.case3 = async (event) => {
  const object = new VM({ timeout: 100 });
  // ok: vm2-run
  return object.run('text');
};

exports.case4 = async (event) => {
  // ruleid: vm2-script
  return new vm2Lib.VMScript(event.body);
};

exports.case5 = async (event) => {
  // ok: vm2-script
  return new other.VMScript(event.body);
};

exports.case6 = async (event) => {
  // ruleid: vm2-script
  return new VMScript2(event.body);
};

exports.case7 = async (event) => {
  // ok: vm2-script
  return new vm2Lib.VMScript('text');
};
