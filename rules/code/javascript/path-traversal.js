const fs = require('fs');
const path = require('path');
const { readFile } = require('fs/promises');
const AdmZip = require('adm-zip');
const unzipper = require('unzipper');

exports.read = async (event) => {
  // ruleid: path-traversal
  return fs.readFileSync('/opt/files/' + event.queryStringParameters.name, 'utf8');
};

exports.joined = async (event) => {
  const file = path.join('/opt/files', event.pathParameters.name);
  // ruleid: path-traversal
  return readFile(file, 'utf8');
};

exports.write = async (event) => {
  const { name, content } = JSON.parse(event.body);
  // ruleid: path-traversal
  await fs.promises.writeFile(`/tmp/${name}`, content);
};

exports.remove = (event, context, callback) => {
  // ruleid: path-traversal
  fs.unlink(path.resolve('/mnt/share', event.file), callback);
};

exports.extract = async (event) => {
  const zip = new AdmZip('/tmp/in.zip');
  // ruleid: path-traversal
  zip.extractAllTo('/tmp/' + event.folder, true);
};

exports.entries = async (event) => {
  fs.createReadStream('/tmp/in.zip')
    .pipe(unzipper.Parse())
    .on('entry', (entry) => {
      // ruleid: path-traversal
      entry.pipe(fs.createWriteStream('/tmp/out/' + entry.path));
    });
};

exports.base = async (event) => {
  const file = path.join('/opt/files', path.basename(event.pathParameters.name));
  // ok: path-traversal
  return readFile(file, 'utf8');
};

exports.content = async (event) => {
  // ok: path-traversal
  fs.writeFileSync('/tmp/body.json', event.body);
};

exports.below = async (event) => {
  const file = path.resolve('/opt/files', event.pathParameters.name);
  if (!file.startsWith('/opt/files/')) {
    return { statusCode: 400 };
  }
  // ok: path-traversal
  return fs.readFileSync(file, 'utf8');
};

exports.number = async (event) => {
  const page = parseInt(event.queryStringParameters.page, 10);
  // ok: path-traversal
  return fs.readFileSync(`/opt/pages/${page}.html`, 'utf8');
};

exports.chosen = async (event) => {
  const files = { terms: '/opt/terms.txt', help: '/opt/help.txt' };
  // ok: path-traversal
  return fs.readFileSync(files[event.pathParameters.name], 'utf8');
};
