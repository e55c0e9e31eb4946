const other = require('./other');
const tar = require('tar');
const { extract } = require('tar');

exports.case1 = async (event) => {
  // ruleid: tar-extract
  return tar.x({ file: event.body });
};

exports.case2 = async (event) => {
  // ruleid: tar-extract
  return tar.extract({ sync: true, file: event.body, cwd: "/tmp" });
};

exports.case3 = async (event) => {
  // ruleid: tar-extract
  return extract({ file: event.body });
};

exports.case4 = async (event) => {
  // ruleid: tar-extract
  return Readable.from(event.body).pipe(tar.x({ cwd: "/tmp" }));
};

exports.case5 = async (event) => {
  // ok: tar-extract
  return tar.x({ file: 'seed.tgz' });
};

exports.case6 = async (event) => {
  // ok: tar-extract
  return other.extract({ file: event.body });
};

exports.case7 = async (event) => {
  // ok: tar-extract
  return tar.create({ file: "a.tgz" }, event.body);
};
