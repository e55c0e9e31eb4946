const other = require('./other');
const formidable = require('formidable');

exports.case1 = async (event) => {
  // ruleid: formidable-form
  return formidable({});
};

exports.case2 = async (event) => {
  // ruleid: formidable-form
  return new formidable.IncomingForm();
};

exports.case3 = async (event) => {
  // ok: formidable-form
  return other({});
};

exports.case4 = async (event) => {
  // ok: formidable-form
  return new other.IncomingForm();
};
