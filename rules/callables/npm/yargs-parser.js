const other = require('./other');
const yargsParserMain = require('yargs-parser');
const another = require('./another');

exports.case1 = async (event) => {
  // ruleid: yargs-parser
  return yargsParserMain(event.body.split(" "));
};

exports.case2 = async (event) => {
  // ok: yargs-parser
  return another(event.body.split(" "));
};

exports.case3 = async (event) => {
  // ok: yargs-parser
  return yargsParserMain('text'.split(" "));
};
