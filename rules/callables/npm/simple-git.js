const other = require('./other');
const simpleGit = require('simple-git');
const git = simpleGit();

exports.case1 = async (event) => {
  // ruleid: simple-git-run
  return git.clone(event.body);
};

exports.case2 = async (event) => {
  // ruleid: simple-git-run
  return git.fetch("origin", event.body);
};

exports.case3 = async (event) => {
  // ruleid: simple-git-run
  return git.listRemote([event.body]);
};

exports.case4 = async (event) => {
  // ok: simple-git-run
  return git.clone('https://a.example/x.git');
};

exports.case5 = async (event) => {
  // ok: simple-git-run
  return other.clone(event.body);
};
