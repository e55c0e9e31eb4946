//! What code imports, where that leads, and what a handler reaches.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use flow::imports::{
    Answer, Basis, Cloud, Doubt, Entries, Found, ImportGraph, Importer, Locked, Start, Target, Why, entries,
};
use packages::{Dependency, Ecosystem, Package};
use source::{FileId, Files, Limits, MemoryFiles, Span};

/// The imports of one file: what is asked for, and when.
fn written(path: &str, code: &str) -> Vec<String> {
    let files = MemoryFiles::new([(path, code)]);
    let limits = Limits::default();
    let mut importer = Importer::new(&files, &limits);
    let read = importer.imports_of(FileId(0));
    let one = |import: &flow::imports::Import| {
        let optional = if import.is_optional { "?" } else { "" };
        format!("{}{optional} {}", import.target.text(), import.when.name())
    };
    read.imports.iter().map(one).collect()
}

/// What all imports of a file lead to.
fn leads(files: &MemoryFiles, from: &str, start: &Start) -> Vec<String> {
    let limits = Limits::default();
    let mut importer = Importer::new(files, &limits);
    let file = files.find(from).unwrap();
    let read = importer.imports_of(file);
    let found = read.imports.iter().flat_map(|import| importer.resolve(file, import, start)).collect::<Vec<_>>();
    let name = |found: &Found| match found {
        Found::Files(all) => all.iter().map(|file| files.path(*file)).collect::<Vec<_>>().join(" "),
        Found::Runtime => "runtime".to_owned(),
        Found::Package(names) => format!("package {}", names.first().unwrap()),
        Found::Nowhere => "nowhere".to_owned(),
    };
    found.iter().map(name).collect()
}

fn start(files: &MemoryFiles, file: &str, folder: &str) -> Start {
    Start { files: vec![files.find(file).unwrap()], folder: folder.to_owned(), layers: Vec::new() }
}

fn graph(files: &MemoryFiles, file: &str, folder: &str, locked: &[Locked<'_>]) -> ImportGraph {
    let limits = Limits::default();
    Importer::new(files, &limits).graph(&start(files, file, folder), locked)
}

#[test]
fn imports_of_scripts_are_read_in_all_their_forms() {
    for (path, code, imports) in [
        ("a.js", "const a = require('x');", &["x always"][..]),
        (
            "a.js",
            "import a, { b as c } from 'x'; import * as d from \"y\"; import 'z';",
            &["x always", "y always", "z always"],
        ),
        ("a.js", "import {} from 'x';", &["x always"]),
        (
            "a.js",
            "export * from 'x'; export { a } from 'y'; export * as b from 'z'; export { q };",
            &["x always", "y always", "z always"],
        ),
        ("a.js", "function f() { return import('x'); }", &["x lazy"]),
        ("a.js", "if (a) require('x'); b && require('y');", &["x conditional", "y conditional"]),
        ("a.js", "try { require('x') } catch (e) { require('y') }", &["x? always", "y conditional"]),
        (
            "a.js",
            "(function () { require('x') })(); (() => { require('y') })(); (function () { require('z') }).call(this)",
            &["x always", "y always", "z always"],
        ),
        (
            "a.js",
            "require(process.env.X); require('./l/' + n); require(`./m/${n}.js`);",
            &["a computed name always", "./l/… always", "./m/… always"],
        ),
        ("a.js", "const n = 'x'; require(n); require(a ? 'y' : 'z');", &["x always", "y always", "z always"]),
        (
            "a.js",
            "const path = require('path'); require(path.join(__dirname, 'b', 'c.js')); require(__dirname + '/d');",
            &["path always", "./b/c.js always", "./d always"],
        ),
        (
            "a.mjs",
            "const q = createRequire(import.meta.url); q('x'); createRequire(import.meta.url)('y');",
            &["x always", "y always"],
        ),
        ("a.js", "module.require('x'); require.resolve('y'); require.main; typeof require;", &["x always", "y always"]),
        ("a.js", "define(function (require) { require('x') })", &[]),
        ("a.js", "load(require);", &["a computed name always"]),
        ("a.js", "eval(code); eval('1 + 1');", &["a computed name always"]),
        (
            "a.js",
            "import { Worker } from 'worker_threads'; new Worker(new URL('./w.js', import.meta.url)); new Worker(f)",
            &["worker_threads always", "./w.js always", "a computed name always"],
        ),
        (
            "a.ts",
            "import type { A } from 'x'; import { type B } from 'y'; export type { C } from 'z'; import D, { type E } from 'v'; D();",
            &["v always"],
        ),
        (
            "a.ts",
            "import { A, b } from 'x'; import { C } from 'y'; let v: A; b(); function f(c: C): C { return c }",
            &["x always"],
        ),
        (
            "a.ts",
            "import { A } from 'x'; let v: import('y').B; type T = typeof import('z'); declare module 'w' { import q from 'u'; }",
            &[],
        ),
        ("a.ts", "import type from 'x'; type();", &["x always"]),
        ("a.ts", "import a = require('x'); a();", &["x always"]),
        (
            "a.tsx",
            "import React from 'react'; import { A } from './a'; export const b = () => <A/>;",
            &["react always", "./a always"],
        ),
    ] {
        assert_eq!(written(path, code), imports, "{code}");
    }
}

#[test]
fn what_typescript_uses_as_a_value_is_loaded() {
    for code in [
        "new A();",
        "new A<T>();",
        "class B extends A {}",
        "class B extends A<T> {}",
        "a.b.A;",
        "f(A);",
        "export { A };",
        "export default A;",
        "A`x`;",
        "const v = A;",
        "const { x = A } = y;",
        "x instanceof A;",
        "enum E { a = A.b }",
        "function f(a = A) {}",
        "class B { c = A; }",
        "namespace N { A(); }",
        "A!.b();",
        "(A as any)();",
        "[...A];",
        "type T = A; A();",
    ] {
        assert_eq!(written("a.ts", &format!("import {{ A }} from 'x'; {code}")), ["x always"], "{code}");
    }
    for code in ["let v: A;", "let v: A.B<C>;", "f<A>();", "(x as A).y;", "type T = A | B;", "interface I extends A {}"]
    {
        assert_eq!(written("a.ts", &format!("import {{ A }} from 'x'; {code}")), [""; 0], "{code}");
    }
}

#[test]
fn imports_of_python_are_read_in_all_their_forms() {
    for (code, imports) in [
        ("import a.b as c, d", &["a.b always", "d always"][..]),
        (
            "from ..a import (b as c, d)\nfrom . import e\nfrom f import *",
            &["..a.b always", "..a.d always", ".e always", "f.* always"],
        ),
        ("try:\n    import a\nexcept ImportError:\n    import b", &["a? always", "b conditional"]),
        ("def f():\n    import a", &["a lazy"]),
        ("class A:\n    import a", &["a always"]),
        (
            "if TYPE_CHECKING:\n    import a\nelse:\n    import b\nif typing.TYPE_CHECKING:\n    import c",
            &["b conditional"],
        ),
        (
            "import importlib\nimportlib.import_module('a.b')\nimport_module(x)\n__import__('c')",
            &["importlib always", "a.b always", "a computed name always", "c always"],
        ),
        (
            "importlib.import_module('.a', package='p.q')\nimportlib.import_module('.b', __package__)",
            &["p.q.a always", ".b always"],
        ),
        ("importlib.import_module('p.' + n)\nimportlib.import_module(f'{__name__}.x')", &["p.… always", ".m.x always"]),
        (
            "import_module('a.%s' % n)\nimport_module('b.{}'.format(n))\n__import__('%s.c' % n)",
            &["a.… always", "b.… always", "a computed name always"],
        ),
        (
            "pkgutil.walk_packages(p)\nfor e in entry_points(group='g'): e.load()",
            &["a computed name always", "a computed name always"],
        ),
        ("exec(code)\nexec('a = 1')", &["a computed name always"]),
    ] {
        assert_eq!(written("m.py", code), imports, "{code}");
    }
}

#[test]
fn imports_of_other_languages_are_read() {
    for (path, code, imports) in [
        (
            "A.java",
            "import a.b.C; import static d.E.f; import g.*; class A { void f(String n) { Class.forName(n); } }",
            &["a.b.C always", "d.E.f always", "g.* always", "a computed name lazy"][..],
        ),
        (
            "a.go",
            "package main\nimport (\n\"fmt\"\nx \"example.com/a/b\"\n)",
            &["fmt always", "example.com/a/b always"],
        ),
        ("A.cs", "using A.B; using C = D.E;", &["A.B.* always", "D.E always"]),
        (
            "a.rb",
            "require 'a/b'\nrequire_relative 'c'\nrequire x",
            &["a/b always", "./c always", "a computed name always"],
        ),
        (
            "a.php",
            "<?php\nuse A\\B;\nrequire __DIR__ . '/c.php';\ninclude $x;",
            &["A\\B always", "./c.php always", "a computed name always"],
        ),
    ] {
        assert_eq!(written(path, code), imports, "{code}");
    }
}

fn node_app() -> MemoryFiles {
    MemoryFiles::new([
        (
            "app/package.json",
            r##"{"name": "app", "exports": "./self.js", "imports": {"#in/*": "./lib/*.js", "#dep": "dep"}}"##,
        ),
        ("app/self.js", ""),
        ("app/lib/a.js", ""),
        ("app/lib/index.js", ""),
        ("app/lib/data.json", "{}"),
        ("app/ts/b.ts", ""),
        ("app/ts/c.d.ts", ""),
        ("app/locales/de.js", ""),
        ("app/locales/fr.js", ""),
        ("app/node_modules/dep/package.json", r#"{"name": "dep", "version": "1.2.3", "main": "lib"}"#),
        ("app/node_modules/dep/lib/index.js", "require('sub'); require('fs')"),
        ("app/node_modules/dep/node_modules/sub/index.js", ""),
        ("app/node_modules/sub/index.js", ""),
        (
            "app/node_modules/@s/both/package.json",
            r#"{"exports": {".": {"import": "./a.mjs", "require": "./a.cjs"}, "./p/*": "./src/*.js"}}"#,
        ),
        ("app/node_modules/@s/both/a.mjs", ""),
        ("app/node_modules/@s/both/a.cjs", ""),
        ("app/node_modules/@s/both/src/x/y.js", ""),
        ("app/node_modules/@s/both/hidden.js", ""),
        ("app/node_modules/punycode/punycode.js", ""),
        ("app/node_modules/punycode/package.json", r#"{"main": "punycode.js"}"#),
        (
            "app/tsconfig.json",
            "{ // paths\n\"compilerOptions\": {\"baseUrl\": \".\", \"paths\": {\"@lib/*\": [\"lib/*\"],}} }",
        ),
        ("shared/package.json", r#"{"name": "@my/shared", "main": "dist/index.js"}"#),
        ("shared/src/index.ts", ""),
        ("node_modules/above/index.js", ""),
        ("pnpm/node_modules/.pnpm/one@1.0.0/node_modules/one/index.js", "require('two')"),
        (
            "pnpm/node_modules/.pnpm/one@1.0.0/node_modules/one/package.json",
            r#"{"name": "one", "dependencies": {"two": "^2.0.0"}}"#,
        ),
        ("pnpm/node_modules/.pnpm/two@1.0.0/node_modules/two/index.js", ""),
        ("pnpm/node_modules/.pnpm/two@2.1.0_x@1.0.0/node_modules/two/index.js", ""),
        ("pnpm/main.js", "require('one')"),
        ("layer/nodejs/node_modules/layered/index.js", ""),
        ("layer/nodejs/node20/node_modules/versioned/index.js", ""),
        ("layer/nodejs/own.js", ""),
        ("layer/nodejs/node_modules/sub/index.js", ""),
    ])
}

/// What a line of code leads to from `app/main.js`.
fn lead_of(code: &str, path: &str) -> Vec<String> {
    let base = node_app();
    let all = base.paths().iter().zip(0..).map(|(own, id)| (own.to_string(), base.read(FileId(id)).unwrap()));
    let files = MemoryFiles::new(all.chain([(path.to_owned(), code.as_bytes().to_vec())]));
    let start = Start { layers: vec!["layer".to_owned()], ..start(&files, path, "app") };
    leads(&files, path, &start)
}

#[test]
fn node_finds_what_node_finds() {
    for (code, found) in [
        ("require('./lib/a')", "app/lib/a.js"),
        ("require('./lib/a.js')", "app/lib/a.js"),
        ("require('./lib')", "app/lib/index.js"),
        ("require('./lib/')", "app/lib/index.js"),
        ("require('./lib/data')", "app/lib/data.json"),
        ("require('./none')", "nowhere"),
        ("require('../../../out')", "nowhere"),
        ("require('./ts/b')", "app/ts/b.ts"),
        ("require('./ts/b.js')", "app/ts/b.ts"),
        ("require('./ts/c')", ""),
        ("require('fs')", "runtime"),
        ("require('node:anything')", "runtime"),
        ("require('fs/promises')", "runtime"),
        ("require('punycode/')", "app/node_modules/punycode/punycode.js"),
        ("require('dep')", "app/node_modules/dep/lib/index.js"),
        ("require('dep/lib')", "app/node_modules/dep/lib/index.js"),
        ("require('dep/lib/none')", "package dep"),
        ("require('@s/both')", "app/node_modules/@s/both/a.cjs"),
        ("import '@s/both'", "app/node_modules/@s/both/a.mjs"),
        ("require('@s/both/p/x/y')", "app/node_modules/@s/both/src/x/y.js"),
        ("require('@s/both/hidden.js')", "nowhere"),
        ("require('above')", "node_modules/above/index.js"),
        ("require('app')", "app/self.js"),
        ("require('#in/a')", "app/lib/a.js"),
        ("require('#dep')", "app/node_modules/dep/lib/index.js"),
        ("require('#none')", "nowhere"),
        ("require('@lib/a')", "app/lib/a.js"),
        ("require('lib/a')", "app/lib/a.js"),
        ("require('@my/shared')", "shared/src/index.ts"),
        ("require('layered')", "layer/nodejs/node_modules/layered/index.js"),
        ("require('versioned')", "layer/nodejs/node20/node_modules/versioned/index.js"),
        ("require('sub')", "app/node_modules/sub/index.js"),
        ("require('/opt/nodejs/own')", "layer/nodejs/own.js"),
        ("require('/var/task/lib/a')", "app/lib/a.js"),
        ("require('/etc/a')", "nowhere"),
        ("require('not-installed/deep')", "package not-installed"),
        ("require('@x/y/deep')", "package @x/y"),
        ("require('@/components/a')", "nowhere"),
        ("require('./locales/' + name)", "app/locales/de.js app/locales/fr.js"),
        ("require(name)", "nowhere"),
    ] {
        assert_eq!(lead_of(code, "app/main.js"), [found], "{code}");
    }
    assert_eq!(
        lead_of("require('one')", "pnpm/main.js"),
        ["pnpm/node_modules/.pnpm/one@1.0.0/node_modules/one/index.js"]
    );
    assert_eq!(
        lead_of("require('sub')", "app/node_modules/dep/lib/x.js"),
        ["app/node_modules/dep/node_modules/sub/index.js"]
    );
    let one = "pnpm/node_modules/.pnpm/one@1.0.0/node_modules/one/index.js";
    assert_eq!(lead_of("require('two')", one), ["pnpm/node_modules/.pnpm/two@2.1.0_x@1.0.0/node_modules/two/index.js"]);
}

#[test]
fn python_finds_what_python_finds() {
    let base = [
        ("app/pkg/__init__.py", "__all__ = ['listed']"),
        ("app/pkg/listed.py", ""),
        ("app/pkg/mod.py", ""),
        ("app/pkg/sub/__init__.py", ""),
        ("app/plain.py", ""),
        ("app/space/inner.py", ""),
        ("app/yaml/readme.txt", ""),
        ("app/native.cpython-311-x86_64-linux-gnu.so", ""),
        ("app/json.py", ""),
        ("app/vendor/extra.py", ""),
        ("layer/python/lib/python3.13/site-packages/space/outer.py", ""),
        ("layer/python/top.py", ""),
        ("layer/python/plain.py", ""),
    ];
    let lead = |code: &str, path: &str| {
        let files = MemoryFiles::new(base.into_iter().chain([(path, code)]));
        let start = Start { layers: vec!["layer".to_owned()], ..start(&files, path, "app") };
        leads(&files, path, &start).join(" + ")
    };
    for (code, found) in [
        ("import pkg", "app/pkg/__init__.py"),
        ("import pkg.sub", "app/pkg/__init__.py app/pkg/sub/__init__.py"),
        ("from pkg import mod", "app/pkg/__init__.py app/pkg/mod.py"),
        ("from pkg import attribute", "app/pkg/__init__.py"),
        ("from pkg import *", "app/pkg/__init__.py app/pkg/listed.py"),
        ("import pkg.none", "app/pkg/__init__.py + nowhere"),
        ("import plain.none", "app/plain.py + "),
        ("from space import inner", "app/space/inner.py"),
        ("from space import outer", "layer/python/lib/python3.13/site-packages/space/outer.py"),
        ("import top", "layer/python/top.py"),
        ("import plain", "app/plain.py"),
        ("import native", "app/native.cpython-311-x86_64-linux-gnu.so"),
        ("import json", "app/json.py"),
        ("import os.path", "runtime"),
        ("import yaml", "package pyyaml"),
        ("from google.cloud import storage", "package google-cloud-storage"),
        ("from azure.storage.blob import BlobClient", "package azure-storage-blob"),
        ("from . import plain", "app/plain.py"),
        ("from .pkg import mod", "app/pkg/__init__.py app/pkg/mod.py"),
        ("from .none import x", "nowhere"),
        (
            "importlib.import_module('pkg.' + n)",
            "app/pkg/__init__.py app/pkg/__init__.py app/pkg/listed.py app/pkg/mod.py app/pkg/sub/__init__.py",
        ),
        ("importlib.import_module('encodings.' + n)", "runtime"),
        ("import urllib2", "runtime"),
        ("importlib.import_module(n)", "nowhere"),
    ] {
        assert_eq!(lead(code, "app/main.py"), found, "{code}");
    }
    assert_eq!(lead("from .. import plain", "app/pkg/own.py"), "app/plain.py");
    assert_eq!(lead("from . import sub", "app/pkg/own.py"), "app/pkg/__init__.py app/pkg/sub/__init__.py");
    assert_eq!(lead("from ... import x", "own.py"), "nowhere");
}

#[test]
fn go_and_ruby_find_files_and_packages() {
    let files = MemoryFiles::new([
        ("go.mod", "module example.com/shop // ours\n"),
        (
            "main.go",
            "package main\nimport (\n\"fmt\"\n\"example.com/shop/orders\"\n\"github.com/a/b/v2/c\"\n\"github.com/v/w\"\n)",
        ),
        ("orders/a.go", "package orders"),
        ("orders/b.go", "package orders"),
        ("orders/b_test.go", "package orders"),
        ("vendor/github.com/v/w/w.go", "package w"),
        (
            "app.rb",
            "require 'json'\nrequire 'aws-sdk-s3'\nrequire 'helper'\nrequire_relative 'lib/helper'\nrequire 'none/such'",
        ),
        ("lib/helper.rb", ""),
    ]);
    assert_eq!(
        leads(&files, "main.go", &start(&files, "main.go", "")),
        ["runtime", "orders/a.go orders/b.go", "package github.com/a/b/v2/c", "vendor/github.com/v/w/w.go",]
    );
    assert_eq!(
        leads(&files, "app.rb", &start(&files, "app.rb", "")),
        ["runtime", "package aws-sdk-s3", "lib/helper.rb", "lib/helper.rb", "package none-such",]
    );
}

fn package(ecosystem: Ecosystem, name: &str, needs: &[&str]) -> Package {
    let mut own = Package::new(ecosystem, name, Some("1.0.0".to_owned()), Span::new(FileId(0), 0, 0));
    own.dependencies = needs.iter().map(|name| Dependency { name: (*name).to_owned(), range: String::new() }).collect();
    own
}

#[test]
fn a_package_has_the_shortest_proof_of_imports_that_are_always_carried_out() {
    let files = MemoryFiles::new([
        ("app.js", "const a = require('./a');\nif (x) require('deep');"),
        ("a.js", "require('./b')"),
        ("b.js", "require('deep')"),
        ("node_modules/deep/index.js", "require('deeper')"),
        ("node_modules/deep/package.json", r#"{"name": "deep", "version": "3.0.0"}"#),
        ("node_modules/deeper/index.js", ""),
        ("node_modules/idle/index.js", "require(process.env.X)"),
    ]);
    let found = graph(&files, "app.js", "", &[]);
    assert!(found.is_complete(), "{:?}", found.unknown);
    let Answer::Imported(deep) = found.answer(Ecosystem::Npm, "deep", None) else { panic!("it is imported") };
    assert!(deep.is_certain && deep.version.as_deref() == Some("3.0.0"));
    let steps: Vec<(&str, &str)> =
        deep.proof.iter().map(|step| (files.path(step.span.file), step.written.as_str())).collect();
    assert_eq!(steps, [("app.js", "./a"), ("a.js", "./b"), ("b.js", "deep")]);
    assert!(matches!(found.answer(Ecosystem::Npm, "deeper", None), Answer::Imported(own) if own.proof.len() == 4));
    assert_eq!(found.answer(Ecosystem::Npm, "idle", None), Answer::NotImported(Basis::Modules));
    assert_eq!(found.answer(Ecosystem::Npm, "deep", Some("2.0.0")), Answer::NotImported(Basis::Modules));
}

#[test]
fn what_is_not_known_is_no_no() {
    for (code, why) in [
        ("require(process.env.X)", Why::Computed),
        ("require('./generated')", Why::Missing("./generated".to_owned())),
        ("require('@/a')", Why::Missing("@/a".to_owned())),
        ("const a = (", Why::Unread),
    ] {
        let files = MemoryFiles::new([("app.js", code)]);
        let found = graph(&files, "app.js", "", &[]);
        assert_eq!(found.unknown.first().map(|edge| &edge.why), Some(&why), "{code}");
        assert!(matches!(found.answer(Ecosystem::Npm, "a", None), Answer::Unknown(Doubt::Edge(_))), "{code}");
    }
    let files = MemoryFiles::new([("app.js", ""), ("A.java", "import a.B; class A {}")]);
    let found = graph(&files, "A.java", "", &[]);
    assert!(matches!(found.answer(Ecosystem::Maven, "a:b", None), Answer::Unknown(Doubt::Edge(_))));
    let limits = Limits { steps: 1, ..Limits::default() };
    let files =
        MemoryFiles::new([("app.js", "require('./b'); require('./c')"), ("b.js", ""), ("c.js", "require('x')")]);
    let found = Importer::new(&files, &limits).graph(&start(&files, "app.js", ""), &[]);
    assert!(!found.is_complete() && !found.notices.is_empty());
}

#[test]
fn what_is_not_installed_is_followed_through_the_lockfile() {
    let files = MemoryFiles::new([("app.js", "exports.handler = () => require('express')")]);
    let listed = [
        package(Ecosystem::Npm, "express", &["body-parser"]),
        package(Ecosystem::Npm, "body-parser", &["qs"]),
        package(Ecosystem::Npm, "qs", &[]),
        package(Ecosystem::Npm, "jest", &[]),
    ];
    let found = graph(&files, "app.js", "", &[Locked { packages: &listed, requirements: &[], has_dependencies: true }]);
    let Answer::Imported(qs) = found.answer(Ecosystem::Npm, "qs", None) else { panic!("it is imported") };
    assert_eq!(qs.through, ["express", "body-parser"]);
    assert!(!qs.is_certain && qs.proof.len() == 1);
    assert_eq!(found.answer(Ecosystem::Npm, "jest", None), Answer::NotImported(Basis::Lockfile));
    let found =
        graph(&files, "app.js", "", &[Locked { packages: &listed, requirements: &[], has_dependencies: false }]);
    assert!(matches!(found.answer(Ecosystem::Npm, "jest", None), Answer::Unknown(Doubt::Unlisted(_))));
}

#[test]
fn a_package_that_computes_what_it_loads_is_closed_by_the_lockfile_alone() {
    let files = MemoryFiles::new([
        ("app.js", "require('open')"),
        ("node_modules/open/index.js", "require(process.env.X)"),
        ("node_modules/plugin/index.js", ""),
    ]);
    let bare = graph(&files, "app.js", "", &[]);
    assert_eq!(bare.unknown.first().and_then(|edge| edge.package.as_deref()), Some("open"));
    assert!(matches!(bare.answer(Ecosystem::Npm, "other", None), Answer::Unknown(Doubt::Edge(_))));
    let listed = [package(Ecosystem::Npm, "open", &["plugin"]), package(Ecosystem::Npm, "plugin", &[])];
    let locked = [Locked { packages: &listed, requirements: &[], has_dependencies: true }];
    let found = graph(&files, "app.js", "", &locked);
    assert_eq!(found.answer(Ecosystem::Npm, "other", None), Answer::NotImported(Basis::Lockfile));
    assert!(matches!(found.answer(Ecosystem::Npm, "plugin", None), Answer::Imported(own) if own.through == ["open"]));
}

#[test]
fn what_an_installed_package_does_not_find_is_not_there() {
    let files = MemoryFiles::new([
        ("app.js", "require('tolerant')"),
        ("node_modules/tolerant/index.js", "try { require('extra') } catch (e) {}"),
    ]);
    let found = graph(&files, "app.js", "", &[]);
    assert!(matches!(found.answer(Ecosystem::Npm, "extra", None), Answer::Imported(own) if own.is_absent));
    assert_eq!(found.answer(Ecosystem::Npm, "other", None), Answer::NotImported(Basis::Modules));
    let listed = [package(Ecosystem::Npm, "extra", &["more"])];
    let locked = [Locked { packages: &listed, requirements: &[], has_dependencies: true }];
    let found = graph(&files, "app.js", "", &locked);
    assert!(matches!(found.answer(Ecosystem::Npm, "more", None), Answer::Imported(own) if own.through == ["extra"]));
}

#[test]
fn functions_of_other_clouds_begin_where_their_platform_looks() {
    let files = MemoryFiles::new([
        ("old/host.json", "{}"),
        ("old/Get/function.json", r#"{"scriptFile": "../dist/get/index.js", "entryPoint": "run"}"#),
        ("old/get/index.ts", ""),
        ("old/Put/function.json", "{\"bindings\": []}"),
        ("old/Put/__init__.py", ""),
        ("new/package.json", r#"{"main": "dist/src/{index.js,functions/*.js}"}"#),
        ("new/src/functions/a.ts", ""),
        ("new/src/functions/b.ts", ""),
        ("new/src/functions/deep/c.ts", ""),
        ("new/src/index.ts", ""),
        ("two/function_app.py", ""),
        ("node/package.json", r#"{"main": "src/start"}"#),
        ("node/src/start.js", ""),
        ("node/index.js", ""),
        ("python/main.py", ""),
        ("none/readme.md", ""),
    ]);
    let begin = |folder: &str, cloud: Cloud| {
        let found = entries(&files, folder, cloud, &Limits::default());
        let one = |own: &Entries| {
            let paths: Vec<&str> = own.files.iter().map(|file| files.path(*file)).collect();
            format!("{} {} {}", own.name, paths.join(" "), own.function.as_deref().unwrap_or("-"))
        };
        found.iter().map(one).collect::<Vec<_>>().join("; ")
    };
    assert_eq!(begin("old", Cloud::Azure), "Get old/get/index.ts run; Put old/Put/__init__.py -");
    assert_eq!(begin("new", Cloud::Azure), " new/src/functions/a.ts new/src/functions/b.ts new/src/index.ts -");
    assert_eq!(begin("two", Cloud::Azure), " two/function_app.py -");
    assert_eq!(begin("node", Cloud::Google), " node/src/start.js -");
    assert_eq!(begin("python", Cloud::Google), " python/main.py -");
    assert_eq!(begin("none", Cloud::Google), "");
}

#[test]
fn distributions_of_python_are_told_by_what_is_installed_and_by_the_table() {
    let files = MemoryFiles::new([
        ("app.py", "import frob\nimport yaml"),
        ("frob/__init__.py", "import idna"),
        ("Frobnicator-2.0.dist-info/RECORD", "frob/__init__.py,sha256=x,1\n"),
    ]);
    let listed = [package(Ecosystem::PyPi, "PyYAML", &[]), package(Ecosystem::PyPi, "idna", &[])];
    let locked = [Locked { packages: &listed, requirements: &[], has_dependencies: true }];
    let found = graph(&files, "app.py", "", &locked);
    assert!(
        matches!(found.answer(Ecosystem::PyPi, "frobnicator", None), Answer::Imported(own) if own.version.as_deref() == Some("2.0"))
    );
    assert!(matches!(found.answer(Ecosystem::PyPi, "pyyaml", None), Answer::Imported(own) if own.folder.is_none()));
    assert!(matches!(found.answer(Ecosystem::PyPi, "idna", None), Answer::Imported(own) if own.proof.len() == 2));
    assert_eq!(found.answer(Ecosystem::PyPi, "requests", None), Answer::NotImported(Basis::Lockfile));
    let files = MemoryFiles::new([("app.py", "import strange")]);
    let found = graph(&files, "app.py", "", &locked);
    assert!(matches!(found.answer(Ecosystem::PyPi, "of-another-name", None), Answer::Unknown(Doubt::Unexplained(_))));
}

#[test]
fn hostile_code_costs_little() {
    let wide = |name: &str, next: &str| format!("const {name} = `{}`;\n", format!("${{{next}}}").repeat(60));
    let chain: Vec<String> = (0..9).rev().map(|place| wide(&format!("a{place}"), &format!("a{}", place + 1))).collect();
    let code = format!("const a9 = f();\n{}require(a0);", chain.concat());
    assert_eq!(written("a.js", &code).last().map(String::as_str), Some("a computed name always"));
    let handed = format!("load({});", "require,".repeat(20_000));
    assert_eq!(written("a.js", &handed).len(), 20_000);
    let deep = format!("{}require('x');{}", "if (a) {".repeat(2_000), "}".repeat(2_000));
    assert_eq!(written("a.js", &deep), ["x lazy"]);
}

#[test]
fn what_a_start_names_is_kept_and_nothing_panics_on_any_text() {
    let pieces = [
        "require(", "import ", "'", "\"", "`${", "}", "from ", "*", "(", ")", "{", "..", "#", "@", "/", "\\", "é", "\n",
    ];
    for (place, one) in pieces.iter().enumerate() {
        for other in pieces {
            let code = format!("{one}{other}{}require({one})import {{}} from {other}", pieces.get(place / 2).unwrap());
            for path in ["a.js", "a.ts", "a.py", "a.go", "a.rb", "a.php", "A.java", "A.cs"] {
                let files = MemoryFiles::new([(path, code.as_str())]);
                let found = graph(&files, path, "", &[]);
                assert!(found.entries.contains(&files.find(path).unwrap()));
            }
        }
    }
    assert_eq!(Target::Computed.text(), "a computed name");
}
