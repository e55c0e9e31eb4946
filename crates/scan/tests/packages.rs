//! What a scan says of packages.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use scan::{Config, Report, scan};
use source::MemoryFiles;

const TEMPLATE: &str = r#"
AWSTemplateFormatVersion: "2010-09-09"
Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties: { Handler: app.handler, Runtime: python3.13, CodeUri: orders/ }
  Pay:
    Type: AWS::Serverless::Function
    Properties: { Handler: index.handler, Runtime: nodejs22.x, CodeUri: pay/src/ }
"#;
const LOCK: &str = r#"{"lockfileVersion": 3, "packages": {
  "": {"dependencies": {"serialize-javascript": "^2.0.0"}},
  "node_modules/serialize-javascript": {"version": "2.0.0"},
  "node_modules/deep/node_modules/serialize-javascript": {"version": "2.0.0", "dev": true}
}}"#;

fn report(files: &[(&str, &str)]) -> Report {
    report_of(&MemoryFiles::new(files.iter().copied()))
}

fn report_of(files: &MemoryFiles) -> Report {
    let config = Config { only: ["deps".to_owned()].into(), as_of: "2026-11-23".parse().unwrap(), ..Config::default() };
    scan(files, &config)
}

/// Of each finding the rule, the severity, the functions and the message.
fn told(report: &Report) -> Vec<String> {
    let one = |finding: &finding::Finding| {
        format!("{} {} [{}] {}", finding.rule, finding.severity, finding.functions.join(","), finding.message)
    };
    report.findings.iter().map(one).collect()
}

#[test]
fn packages_belong_to_the_functions_that_take_them() {
    let report = report(&[
        ("orders/requirements.txt", "PyYAML==5.1\n"),
        ("pay/package-lock.json", LOCK),
        ("template.yaml", TEMPLATE),
    ]);
    assert_eq!(
        told(&report),
        [
            "deps/vulnerable-package medium [Orders] `PyYAML` 5.1 has 3 known vulnerabilities, the worst CVE-2019-20477 (not rated); 5.4 has none",
            "deps/vulnerable-package high [Pay] `serialize-javascript` 2.0.0 has 2 known vulnerabilities, the worst CVE-2020-7660 (high); 3.1.0 has none",
        ]
    );
    let told = report.findings.last().unwrap();
    assert_eq!(told.location.resource, "npm/serialize-javascript@2.0.0 CVE-2020-7660 CVE-2019-16769");
    assert_eq!(
        told.related.first().map(|step| step.message.as_str()),
        Some("also here"),
        "a second copy is no second finding"
    );
    assert_eq!(report.coverage.packages, 3);
}

#[test]
fn a_lockfile_answers_for_the_manifests_beside_and_below() {
    let manifest = r#"{"dependencies": {"serialize-javascript": "~2.0.0"}}"#;
    let alone = report(&[("web/package.json", manifest)]);
    assert!(told(&alone).concat().starts_with("deps/vulnerable-range high [] every version"), "{:?}", told(&alone));
    let locked = LOCK.replace("2.0.0\"", "6.0.2\"");
    let beside = report(&[("package-lock.json", &locked), ("web/package.json", manifest)]);
    assert_eq!(told(&beside), [""; 0]);
    let other = report(&[
        ("package-lock.json", r#"{"lockfileVersion": 3, "packages": {"node_modules/a": {"version": "1.0.0"}}}"#),
        ("web/package.json", manifest),
    ]);
    assert_eq!(told(&other), told(&alone), "a lockfile above that does not have it is of something else");
    let exact = report(&[("package.json", r#"{"dependencies": {"serialize-javascript": "2.0.0"}}"#)]);
    assert!(
        told(&exact).concat().starts_with("deps/vulnerable-package high [] `serialize-javascript` 2.0.0 has 2"),
        "{:?}",
        told(&exact)
    );
    let development = report(&[("requirements-dev.txt", "PyYAML==5.1\n")]);
    assert!(told(&development).concat().starts_with("deps/vulnerable-package low"), "{:?}", told(&development));
    // What is pinned does not lock what is not.
    let mixed = report(&[("requirements.txt", "requests==2.32.3\nPyYAML<5.2\n")]);
    assert!(told(&mixed).concat().contains("that `PyYAML` (<5.2) may be has"), "{:?}", told(&mixed));
}

#[test]
fn what_lies_in_a_deployment_archive_is_looked_up() {
    let archive = archive(&[
        ("node_modules/serialize-javascript/package.json", r#"{"name": "serialize-javascript", "version": "2.0.0"}"#),
        (
            "node_modules/x/node_modules/serialize-javascript/package.json",
            r#"{"name": "serialize-javascript", "version": "2.0.0"}"#,
        ),
        ("index.js", "exports.handler = async () => 1"),
    ]);
    let template = TEMPLATE.replace("pay/src/", "pay.zip");
    let files = [("pay.zip", archive.as_slice()), ("template.yaml", template.as_bytes())];
    let report = report_of(&MemoryFiles::new(files));
    assert_eq!(
        told(&report),
        [
            "deps/vulnerable-package high [Pay] `serialize-javascript` 2.0.0 in `pay.zip!/node_modules/serialize-javascript/package.json` has 2 known vulnerabilities, the worst CVE-2020-7660 (high); 3.1.0 has none"
        ]
    );
    let copy = "also in `pay.zip!/node_modules/x/node_modules/serialize-javascript/package.json`";
    assert_eq!(report.findings.first().unwrap().related.first().map(|step| step.message.as_str()), Some(copy));
    let file = report.findings.first().unwrap().location.span.file;
    assert_eq!(report.sources.get(file).unwrap().text.len(), 0, "an archive is no text to show");
    let cut = &archive[..archive.len() / 2];
    assert!(!report_of(&MemoryFiles::new([("pay.zip", cut)])).notices.is_empty());
}

/// A zip of files that are only stored.
fn archive(files: &[(&str, &str)]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (name, text) in files {
        let offset = bytes.len() as u32;
        let (name_length, size) = (name.len() as u16, text.len() as u32);
        let mut facts = vec![20, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        for number in [checksum(text.as_bytes()), size, size] {
            facts.extend(number.to_le_bytes());
        }
        facts.extend(name_length.to_le_bytes());
        facts.extend([0, 0]);
        bytes.extend([b"PK\x03\x04", facts.as_slice(), name.as_bytes(), text.as_bytes()].concat());
        let after = [&[0; 10][..], &offset.to_le_bytes()].concat();
        directory.extend([b"PK\x01\x02\x14\x00", facts.as_slice(), &after, name.as_bytes()].concat());
    }
    let (at, size, count) = (bytes.len() as u32, directory.len() as u32, (files.len() as u16).to_le_bytes());
    bytes.extend(directory);
    bytes.extend([b"PK\x05\x06\0\0\0\0", &count[..], &count, &size.to_le_bytes(), &at.to_le_bytes(), &[0, 0]].concat());
    bytes
}

/// CRC-32 as archives have it.
fn checksum(bytes: &[u8]) -> u32 {
    let step = |rest: u32, _| if rest & 1 == 1 { rest >> 1 ^ 0xedb8_8320 } else { rest >> 1 };
    !bytes.iter().fold(u32::MAX, |rest, byte| (0..8).fold(rest ^ u32::from(*byte), step))
}

#[test]
fn what_was_not_looked_up_is_said() {
    let report =
        report(&[("package.json", r#"{"dependencies": {"a": "git+https://example.com/a.git", "b": "^1.0.0"}}"#)]);
    let said: Vec<&str> = report.notices.iter().map(|notice| notice.message.as_str()).collect();
    assert_eq!(
        said,
        [
            "2 requirements have no lockfile: nothing of what they need in turn was looked up",
            "the 4733 advisories of npm are of 2024-11-25, 728 days old, and not all there were; `maremma db update` fetches newer ones",
            "1 package was not looked up: from a repository, folder or URL, for which there are no advisories",
        ]
    );
    assert!(report.notices.iter().all(|notice| notice.kind.is_incomplete()), "--strict fails");
}

#[test]
fn broken_lists_are_said_and_the_others_read() {
    let report = report(&[("a/package-lock.json", "{"), ("b/requirements.txt", "PyYAML==5.1\n")]);
    assert_eq!(report.findings.len(), 1);
    assert!(report.notices.iter().any(|notice| notice.kind == finding::NoticeKind::Malformed));
    let alone = self::report(&[("a/package-lock.json", "{")]);
    assert!(!alone.coverage.is_nothing(), "a broken list is not nothing");
}
