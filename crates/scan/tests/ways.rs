//! How near packages with known vulnerabilities are to whoever sends events, through small applications.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use deps::{Tier, Way};
use finding::Severity;
use paths::HopKind;
use scan::{Config, Report, packages, scan};
use source::MemoryFiles;

const TEMPLATE: &str = "
Transform: AWS::Serverless-2016-10-31
Resources:
  Store: {Type: AWS::DynamoDB::Table, Properties: {}}
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      Runtime: nodejs22.x
      CodeUri: orders/
      Policies: [{DynamoDBCrudPolicy: {TableName: !Ref Store}}]
      Events: {Post: {Type: HttpApi, Properties: {Path: /orders, Method: post}}}
";

const LOCK: &str = r#"{"lockfileVersion": 3, "packages": {
    "": {"dependencies": {"node-serialize": "0.0.4", "outer": "1.0.0"}},
    "node_modules/node-serialize": {"version": "0.0.4"},
    "node_modules/outer": {"version": "1.0.0", "dependencies": {"minimist": "0.0.8"}},
    "node_modules/minimist": {"version": "0.0.8"}}}"#;

fn app(code: &str, lock: &str) -> MemoryFiles {
    MemoryFiles::new([("template.yaml", TEMPLATE), ("orders/app.js", code), ("orders/package-lock.json", lock)])
}

fn config() -> Config {
    Config { as_of: "2026-11-28".parse().unwrap(), ..Config::default() }
}

/// The nearest way to a package.
fn way(files: &MemoryFiles, name: &str) -> Way {
    let (app, _) = scan::application(files, &config());
    let found = packages(files, &app, &config());
    let judged = found.judgement.packages.iter().find(|judged| judged.package.name == name).unwrap();
    judged.ways.first().unwrap().clone()
}

fn severity(report: &Report, what: &str) -> Severity {
    report.findings.iter().find(|own| own.message.starts_with(what)).unwrap().severity
}

#[test]
fn each_tier_is_reached_by_what_the_code_does() {
    let cases = [
        (
            "const s = require('node-serialize'); exports.handler = async (event) => s.unserialize(event.body);",
            Tier::Fed,
        ),
        (
            "const s = require('node-serialize'); exports.handler = async () => s.unserialize(process.env.X);",
            Tier::Called,
        ),
        (
            "const s = require('node-serialize'); exports.handler = async (event) => s.serialize(event.body);",
            Tier::Reachable,
        ),
        ("const o = require('outer'); exports.handler = async (event) => o(event);", Tier::Listed),
    ];
    for (code, tier) in cases {
        let way = way(&app(code, LOCK), "node-serialize");
        assert_eq!(way.evidence.tier, tier, "{code}: {way:?}");
        assert_eq!(way.function, "Orders");
    }
}

#[test]
fn the_way_is_told_step_by_step() {
    let files = app(
        "const s = require('node-serialize');\nexports.handler = async (event) => s.unserialize(event.body);\n",
        LOCK,
    );
    let words: Vec<String> = way(&files, "node-serialize").steps().into_iter().map(|step| step.message).collect();
    assert_eq!(
        words[..3],
        ["POST /orders starts it, which anybody may do", "imports `node-serialize`", "what the caller sends"]
    );
    assert!(words[3].starts_with("calls `node-serialize-unserialize`, where CVE-2017-5941"), "{words:?}");
    let through = app("require('outer'); exports.handler = async () => 1;", LOCK);
    let words: Vec<String> = way(&through, "minimist").steps().into_iter().map(|step| step.message).collect();
    assert_eq!(words[2], "which asks for `minimist`, by way of outer");
}

#[test]
fn what_cannot_be_told_is_no_no() {
    let computed = way(&app("require(process.env.X); exports.handler = async () => 1;", LOCK), "node-serialize");
    assert!(!computed.is_ruled_out);
    assert!(computed.because.unwrap().message.contains("cannot be told: the name of the module is computed"));
    let by_lockfile = way(&app("require('outer'); exports.handler = async () => 1;", LOCK), "node-serialize");
    assert!(!by_lockfile.is_ruled_out, "what packages load was not read");
    let nothing = way(&app("exports.handler = async () => 1;", LOCK), "node-serialize");
    assert!(nothing.is_ruled_out, "{nothing:?}");
}

#[test]
fn a_package_that_nothing_loads_is_low_and_one_that_is_fed_is_part_of_the_path() {
    let report = scan(&app("exports.handler = async () => 1;", LOCK), &config());
    assert_eq!(severity(&report, "`node-serialize`"), Severity::Low);
    assert!(report.paths.iter().all(|path| path.hops.iter().all(|hop| hop.kind != HopKind::Weakness)));

    let fed = "const s = require('node-serialize'); exports.handler = async (event) => s.unserialize(event.body);";
    let report = scan(&app(fed, LOCK), &config());
    assert_eq!(severity(&report, "`node-serialize`"), Severity::Critical);
    let hop = report.paths[0].hops.iter().find(|hop| hop.kind == HopKind::Weakness).unwrap();
    assert_eq!(hop.label, "node-serialize 0.0.4");
    assert_eq!(report.paths[0].confidence, finding::Confidence::High);
}
