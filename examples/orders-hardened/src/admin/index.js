"use strict";

// Small tasks of the back office: try a discount rule, look at one of the known logs.

const fs = require("node:fs/promises");

const rules = {
  half: (cents) => Math.round(cents / 2),
  tenth: (cents) => Math.round(cents * 0.9),
};

const logs = new Map([
  ["intake", "/tmp/logs/intake.log"],
  ["worker", "/tmp/logs/worker.log"],
]);

function tryRule(task) {
  if (!Object.hasOwn(rules, task.rule) || !Number.isSafeInteger(task.cents)) {
    return { statusCode: 400, body: "unknown rule" };
  }
  return { statusCode: 200, body: JSON.stringify({ cents: rules[task.rule](task.cents) }) };
}

async function readLog(task) {
  const path = logs.get(task.log);
  return path ? { statusCode: 200, body: await fs.readFile(path, "utf8") } : { statusCode: 404, body: "unknown log" };
}

exports.handler = async (event) => {
  const task = JSON.parse(event.body);
  switch (task.kind) {
    case "rule":
      return tryRule(task);
    case "log":
      return readLog(task);
    default:
      return { statusCode: 400, body: "unknown task" };
  }
};
