const other = require('./other');
const AdmZip = require('adm-zip');

exports.extract = async (event) => {
  const zip = new AdmZip(Buffer.from(event.body, 'base64'));
  // ruleid: adm-zip-extract
  zip.extractAllTo('/tmp');
  // ruleid: adm-zip-extract
  zip.extractAllToAsync('/tmp');
  // ruleid: adm-zip-extract
  zip.extractEntryTo('a.txt', '/tmp');
  // ok: adm-zip-extract
  return zip.getEntries();
};

exports.own = async (event) => {
  console.log(event);
  const zip = new AdmZip('seed.zip');
  // ok: adm-zip-extract
  zip.extractAllTo('/tmp');
  const tree = other.open(event.body);
  // ok: adm-zip-extract
  tree.extractAllTo('/tmp');
};
