const other = require('./other');
const shell = require('shelljs');

exports.case1 = async (event) => {
  // ruleid: shelljs-exec
  return shell.exec("ls");
};

exports.case2 = async (event) => {
  // ok: shelljs-exec
  return other.exec("ls");
};

exports.case3 = async (event) => {
  // ok: shelljs-exec
  return shell.ls();
};
