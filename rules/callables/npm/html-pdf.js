const other = require('./other');
const htmlPdfLib = require('html-pdf');
const { create: create1 } = require('html-pdf');

exports.case1 = async (event) => {
  // ruleid: html-pdf-create
  return htmlPdfLib.create(event.body);
};

exports.case2 = async (event) => {
  // ok: html-pdf-create
  return other.create(event.body);
};

exports.case3 = async (event) => {
  // ruleid: html-pdf-create
  return create1(event.body);
};

exports.case4 = async (event) => {
  // ok: html-pdf-create
  return htmlPdfLib.create('text');
};
