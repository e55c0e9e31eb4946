const cp = require('child_process');
const { execSync, spawn, execFile } = require('node:child_process');
const { promisify } = require('util');
const execAsync = promisify(cp.exec);

exports.convert = async (event) => {
  const { name } = JSON.parse(event.body);
  // ruleid: command-injection
  cp.exec(`convert /tmp/${name} /tmp/out.png`, (err) => console.log(err));
};

exports.list = (event, context, callback) => {
  const command = 'ls -l ' + event.queryStringParameters.dir;
  // ruleid: command-injection
  const out = execSync(command).toString();
  callback(null, { statusCode: 200, body: out });
};

exports.run = async (event) => {
  for (const record of event.Records) {
    // ruleid: command-injection
    await execAsync('unzip ' + record.s3.object.key);
  }
};

exports.shell = async (event) => {
  // ruleid: command-injection
  cp.spawn('sh', ['-c', 'grep ' + event.word + ' words.txt']);
  // ruleid: command-injection
  spawn('grep', [event.word, 'words.txt'], { shell: true });
};

exports.program = async (event) => {
  // ruleid: command-injection
  cp.spawnSync(event.tool);
};

exports.arguments = async (event) => {
  // ok: command-injection
  spawn('convert', [event.name, '/tmp/out.png']);
  // ok: command-injection
  execFile('grep', ['--', event.word, 'words.txt'], (err, out) => console.log(out));
};

exports.number = async (event) => {
  const pages = parseInt(event.pages, 10);
  // ok: command-injection
  cp.execSync(`pdftoppm -l ${pages} in.pdf out`);
};

exports.constant = async (event) => {
  console.log(event);
  // ok: command-injection
  execSync('df -h');
};

exports.pattern = async (event) => {
  const pattern = /^a+/;
  // ok: command-injection
  return pattern.exec(event.text);
};

exports.allowed = async (event) => {
  const tool = event.tool;
  if (!['ffmpeg', 'sox'].includes(tool)) {
    return { statusCode: 400 };
  }
  // ok: command-injection
  cp.spawnSync(tool, ['-version']);
};

module.exports.azure = async function (context, req) {
  // ruleid: command-injection
  cp.exec('host ' + req.query.name);
};

exports.parts = async ({ body }) => {
  // ruleid: command-injection
  cp.exec('host ' + body);
};

// A helper of the application, which no caller reaches by itself.
exports.start = async (tool) => {
  // ok: command-injection
  cp.spawnSync(tool);
};

const later = async (event) => {
  // ruleid: command-injection
  cp.exec('host ' + event.name);
};

class Api {
  async handler(event, _context) {
    // ruleid: command-injection
    cp.exec('host ' + event.name);
  }
}

module.exports = { later, Api };
