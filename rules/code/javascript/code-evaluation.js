const vm = require('vm');
const { VM } = require('vm2');

exports.calculate = async (event) => {
  // ruleid: code-evaluation
  return eval(event.queryStringParameters.formula);
};

exports.build = async (event) => {
  const body = JSON.parse(event.body);
  // ruleid: code-evaluation
  const f = new Function('x', `return ${body.expression}`);
  return f(1);
};

exports.inVm = async (event) => {
  // ruleid: code-evaluation
  return vm.runInNewContext(event.code, {});
};

exports.script = (event, context, callback) => {
  const text = 'x = ' + event.value;
  // ruleid: code-evaluation
  const script = new vm.Script(text);
  callback(null, script.runInThisContext());
};

exports.vm2 = async (event) => {
  const machine = new VM();
  // ruleid: code-evaluation
  return machine.run(event.code);
};

exports.plugin = async (event) => {
  // ruleid: code-evaluation
  const plugin = require('./plugins/' + event.plugin);
  return plugin();
};

exports.parsed = async (event) => {
  // ok: code-evaluation
  return JSON.parse(event.body);
};

exports.table = async (event) => {
  const actions = { add: (a, b) => a + b, sub: (a, b) => a - b };
  // ok: code-evaluation
  return actions[event.action](1, 2);
};

exports.constant = async (event) => {
  // ok: code-evaluation
  const f = new Function('a', 'b', 'return a + b');
  return f(event.a, event.b);
};

exports.number = async (event) => {
  // ok: code-evaluation
  return eval('2 * ' + Number(event.value));
};

exports.allowed = async (event) => {
  const name = event.plugin;
  if (!['pdf', 'png'].includes(name)) {
    throw new Error('plugin');
  }
  // ok: code-evaluation
  return require('./plugins/' + name);
};
