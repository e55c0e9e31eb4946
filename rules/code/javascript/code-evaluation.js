const vm = require("vm");

exports.handler = async (event) => {
  // ruleid: code-evaluation
  const total = eval(event.expression);
  // ruleid: code-evaluation
  const add = new Function("a", "return a + " + event.value);
  // ruleid: code-evaluation
  vm.runInNewContext(event.code, {});
  // ruleid: code-evaluation
  const plugin = require("./plugins/" + event.plugin);
  // ok: code-evaluation
  const body = JSON.parse(event.body);
  // ok: code-evaluation
  const four = eval("2 + 2");
  // ok: code-evaluation
  setTimeout(() => console.log(event.body), 10);
  // ok: code-evaluation
  vm.runInNewContext("x + 1", { x: event.x });
};
