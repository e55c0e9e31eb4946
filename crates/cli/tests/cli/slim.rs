//! `maremma slim`.

use serde_json::Value;

use crate::app::App;

const TEMPLATE: &str = "AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Resources:
  Pay:
    Type: AWS::Serverless::Function
    Properties: { Handler: index.handler, Runtime: nodejs22.x, CodeUri: pay/ }
  Rank:
    Type: AWS::Serverless::Function
    Properties: { Handler: app.handler, Runtime: python3.13, CodeUri: rank/ }
";

/// A function of Node with a package that it loads and one that it does not, and one of Python that loads a test of a package in
/// a way that no import graph sees.
fn app() -> App {
    App::new(&[
        ("template.yaml", TEMPLATE),
        ("pay/index.js", "require('used'); exports.handler = async () => 1"),
        ("pay/package.json", r#"{"dependencies": {"used": "1.0.0", "lodash": "4.17.15"}}"#),
        ("pay/node_modules/used/package.json", r#"{"name": "used", "version": "1.0.0"}"#),
        ("pay/node_modules/used/index.js", "exports.used = 1"),
        ("pay/node_modules/used/index.d.ts", "export const used: number"),
        ("pay/node_modules/lodash/package.json", r#"{"name": "lodash", "version": "4.17.15"}"#),
        ("pay/node_modules/lodash/index.js", "exports.get = 1"),
        ("rank/app.py", "import kit\ndef handler(event, context): ...\n"),
        (
            "rank/kit/__init__.py",
            "import os\nopen(os.path.join(os.path.dirname(__file__), 'tests', 'data.py')).close()\n",
        ),
        ("rank/kit/tests/data.py", ""),
        ("rank/kit-1.0.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: kit\nVersion: 1.0.0\n\n"),
        ("rank/kit-1.0.0.dist-info/RECORD", "kit/__init__.py,,\nkit/tests/data.py,,\n"),
    ])
}

#[test]
fn slim_says_what_can_go_and_changes_nothing() {
    let app = app();
    let run = app.run("slim --function Pay");
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.out.contains("    lodash 4.17.15 · 55 B · nothing loads it\n"), "{run:?}");
    assert!(run.out.contains("    lodash 4.17.15: CVE-"), "{run:?}");
    assert!(run.out.contains("    types · 1 file · 25 B\n"), "{run:?}");
    let json: Value = serde_json::from_str(&app.run("slim --function Pay --format json").out).unwrap();
    let function = &json["functions"][0];
    assert_eq!((&function["before"]["packages"], &function["after"]["packages"]), (&2.into(), &1.into()));
    assert_eq!(function["dropped"].as_array().unwrap().len(), 3);
    let run = app.run("slim --function Pay --manifest");
    assert!(run.out.starts_with("--- a/pay/package.json\n+++ b/pay/package.json\n"), "{run:?}");
    assert!(run.out.contains(r#"+{"dependencies": {"used": "1.0.0"}}"#), "{run:?}");
    assert!(app.path().join("pay/node_modules/lodash/index.js").exists());
}

#[test]
fn slim_writes_copies_and_keeps_what_does_not_load_as_before() {
    let app = app();
    let run = app.run("slim --apply out --check");
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.out.contains("written to out/Pay · loads as before\n"), "{run:?}");
    assert!(
        run.out.contains("written to out/Rank · left as it was: `app.py` no longer loads: FileNotFoundError"),
        "{run:?}"
    );
    let is_there = |path: &str| app.path().join(path).exists();
    assert!(is_there("out/Pay/node_modules/used/index.js") && !is_there("out/Pay/node_modules/lodash"));
    assert!(is_there("out/Rank/kit/tests/data.py") && is_there("pay/node_modules/lodash/index.js"));
    assert!(!is_there("rank/__pycache__") && !is_there("rank/kit/__pycache__"), "the folder is as it was");
    // What is there is not written over, and the folder of a function is not written to.
    assert_eq!(app.run("slim --apply out").code, 2);
    let run = app.run("slim --function-folder pay --handler index.handler --apply pay/out");
    assert!(run.code == 2 && run.err.contains("which is never changed"), "{run:?}");
}

#[test]
fn slim_looks_at_folders_of_other_clouds() {
    let app = App::new(&[
        ("host.json", "{}"),
        ("web/function.json", "{}"),
        ("web/index.js", "module.exports = async () => require('used')"),
        ("node_modules/used/package.json", "{}"),
        ("node_modules/used/index.js", ""),
        ("node_modules/idle/package.json", "{}"),
    ]);
    let run = app.run("slim --function-folder . --check");
    assert!(
        run.code == 0 && run.out.contains("\n    idle of no version · 2 B") && run.out.contains("  loads as before\n"),
        "{run:?}"
    );
    assert_eq!(App::new(&[("a.py", "")]).run("slim").code, 3);
}
