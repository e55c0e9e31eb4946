const other = require('./other');
const upload = require('express-fileupload');

exports.case1 = async (event) => {
  // ruleid: express-fileupload-upload
  return upload({ parseNested: true });
};

exports.case2 = async (event) => {
  // ok: express-fileupload-upload
  return other({ parseNested: true });
};
