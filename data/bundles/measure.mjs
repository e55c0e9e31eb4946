// Builds small functions from packages that a seed draws, with esbuild and webpack, and writes what each bundle holds.
// usage: node measure.mjs PACKAGES OUT SEED FUNCTIONS: PACKAGES has a node_modules and its package-lock.json, and a file
// drawn.json, the names to draw from; esbuild and webpack are taken from this script's node_modules.
import { createRequire } from "node:module";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import esbuild from "esbuild";
import webpack from "webpack";

const [packages, out, seed, count] = process.argv.slice(2);
const root = path.resolve(packages);
const drawn = JSON.parse(fs.readFileSync(path.join(root, "drawn.json")));
const lock = JSON.parse(fs.readFileSync(path.join(root, "node_modules/.package-lock.json"))).packages;
let state = Number(seed) >>> 0;
const random = (below) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
};

// What the lockfile of a function with these packages has.
function closure(names) {
  const seen = new Map();
  const waiting = names.map((name) => `node_modules/${name}`);
  while (waiting.length) {
    const at = waiting.pop();
    if (seen.has(at) || !lock[at]) continue;
    const own = lock[at];
    const needs = { ...own.dependencies, ...own.optionalDependencies };
    seen.set(at, { name: own.name ?? at.split("node_modules/").pop(), version: own.version, needs: Object.keys(needs) });
    for (const need of [...Object.keys(needs), ...Object.keys(own.peerDependencies ?? {})]) {
      for (let above = at; ; above = above.slice(0, above.lastIndexOf("/node_modules/"))) {
        const place = `${above}/node_modules/${need}`;
        if (lock[place]) { waiting.push(place); break; }
        if (!above.includes("/node_modules/")) {
          if (lock[`node_modules/${need}`]) waiting.push(`node_modules/${need}`);
          break;
        }
      }
    }
  }
  return [...seen.values()];
}

function owner(file) {
  const at = file.lastIndexOf("node_modules/");
  if (at < 0) return null;
  const parts = file.slice(at + 13).split("/");
  const folder = file.slice(0, at + 13) + (parts[0][0] === "@" ? parts.slice(0, 2).join("/") : parts[0]);
  const own = JSON.parse(fs.readFileSync(path.join(folder, "package.json")));
  return `${own.name}@${own.version}`;
}

function truth(inputs) {
  const found = {};
  for (const [file, bytes] of inputs) {
    const own = bytes > 0 && owner(file);
    if (own) found[own] = (found[own] ?? 0) + bytes;
  }
  return found;
}

async function code(names) {
  const require = createRequire(path.join(root, "index.js"));
  if (random(2)) {
    const lines = names.map((name, i) => `const m${i} = require(${JSON.stringify(name)});`);
    return [...lines, `exports.handler = async (event) => [${names.map((_, i) => `m${i}`)}].map((own) => typeof own[event.key]);`].join("\n");
  }
  const lines = [], used = [];
  for (const [i, name] of names.entries()) {
    // A process of its own, since a module may do anything when it is loaded.
    const print = `import(${JSON.stringify(require.resolve(name))}).then((m) => { console.log(JSON.stringify(Object.keys(m))); process.exit(0); })`;
    let keys = [];
    try {
      keys = JSON.parse(execFileSync("node", ["-e", print], { cwd: root, timeout: 20000, stdio: ["ignore", "pipe", "ignore"] }).toString().trim().split("\n").pop());
    } catch {}
    keys = keys.filter((key) => /^[A-Za-z]\w*$/.test(key) && !["default", "module"].includes(key));
    const own = keys.length ? [0, 1, 2].map(() => keys[random(keys.length)]) : [];
    const unique = [...new Set(own)];
    if (unique.length) lines.push(`import { ${unique.map((key, n) => `${key} as m${i}_${n}`).join(", ")} } from ${JSON.stringify(name)};`);
    else lines.push(`import m${i}_0 from ${JSON.stringify(name)};`);
    used.push(...(unique.length ? unique.map((_, n) => `m${i}_${n}`) : [`m${i}_0`]));
  }
  return [...lines, `export const handler = async (event) => [${used}].map((own) => String(own).length + event.n);`].join("\n");
}

const MODES = {
  plain: {},
  minified: { minify: true },
  map: { minify: true, sourcemap: true },
  bare: { minify: true, legalComments: "none" },
};

async function withEsbuild(entry, file, mode) {
  const built = await esbuild.build({
    entryPoints: [entry], bundle: true, platform: "node", outfile: file, metafile: true, logLevel: "silent", absWorkingDir: root,
    loader: { ".node": "empty" }, ...MODES[mode],
  });
  const name = Object.keys(built.metafile.outputs).find((own) => own.endsWith(".js"));
  const inputs = Object.entries(built.metafile.outputs[name].inputs).filter(([own]) => !own.startsWith("(disabled)"));
  return truth(inputs.map(([own, { bytesInOutput }]) => [path.join(root, own), bytesInOutput]));
}

function withWebpack(entry, file, mode) {
  const { default: Terser } = terserPlugin;
  return new Promise((resolve, reject) => webpack({
    mode: mode === "plain" ? "development" : "production", target: "node", entry, context: root,
    devtool: mode === "plain" ? (random(2) ? "eval" : false) : mode === "map" ? "source-map" : false,
    output: { path: path.dirname(file), filename: path.basename(file), library: { type: "commonjs2" } },
    optimization: { splitChunks: false, minimizer: [new Terser({ parallel: 1, extractComments: false, terserOptions: { format: { comments: mode === "bare" ? false : /@license|^!/i } } })] },
    plugins: [new webpack.optimize.LimitChunkCountPlugin({ maxChunks: 1 })],
  }, (error, stats) => {
    if (error || stats.hasErrors()) return reject(error ?? new Error(stats.toJson({ all: false, errors: true }).errors[0].message));
    const inputs = [];
    const waiting = [...stats.toJson({ all: false, modules: true, nestedModules: true, orphanModules: false, dependentModules: true, modulesSpace: Infinity, nestedModulesSpace: Infinity, ids: true }).modules];
    while (waiting.length) {
      const own = waiting.pop();
      if (own.modules) { waiting.push(...own.modules); continue; }
      const at = own.identifier?.split("!").pop().split("|").find((part) => part.includes("/node_modules/"));
      if (at && own.moduleType !== "runtime" && !own.identifier.startsWith("ignored")) inputs.push([at.split("?")[0], own.size]);
    }
    resolve(truth(inputs));
  }));
}
const terserPlugin = await import("terser-webpack-plugin");

fs.mkdirSync(out, { recursive: true });
const rows = fs.createWriteStream(path.join(out, "rows.jsonl"));
for (let number = 0, tries = 0; number < Number(count) && tries < Number(count) * 6; tries++) {
  const names = [...new Set([0, 1, 2, 3].slice(0, 2 + random(3)).map(() => drawn[random(drawn.length)]))];
  const entry = path.join(root, `entry-${seed}-${tries}.mjs`);
  const text = await code(names);
  const file = text.includes("require(") ? entry.replace(/mjs$/, "cjs") : entry;
  fs.writeFileSync(file, text);
  const tool = number % 3 === 2 ? "webpack" : "esbuild";
  const own = [];
  try {
    for (const mode of Object.keys(MODES)) {
      const to = path.resolve(out, `f${number}-${tool}-${mode}.js`);
      const held = await (tool === "webpack" ? withWebpack : withEsbuild)(file, to, mode);
      own.push({ bundle: to, map: mode === "map" ? `${to}.map` : null, tool, mode, names, truth: held, candidates: closure(names) });
    }
  } catch (error) {
    console.error(`left out ${names}: ${String(error.message).slice(0, 100).replace(/\n/g, " ")}`);
    continue;
  } finally {
    fs.unlinkSync(file);
  }
  own.forEach((row) => rows.write(`${JSON.stringify(row)}\n`));
  number++;
}
rows.end();
