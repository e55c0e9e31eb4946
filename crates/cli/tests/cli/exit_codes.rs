//! The table of exit codes.

use crate::app::{App, CLEAN};

/// A template with a finding of severity medium, and none above.
const MEDIUM: &str = "Resources:\n  Table:\n    Type: AWS::DynamoDB::Table # maremma: ignore[x]\n";

/// Paths and texts of an application.
type FilesOf = &'static [(&'static str, &'static str)];

#[test]
fn every_code_has_its_cause() {
    let clean: FilesOf = &[("template.yaml", CLEAN)];
    let medium: FilesOf = &[("template.yaml", MEDIUM)];
    let broken: FilesOf = &[("template.yaml", "Resources:\n  A: {Type: AWS::SNS::Topic\n")];
    let cases: [(FilesOf, &str, i32); 18] = [
        (clean, "scan", 0),
        (clean, "scan --strict", 0),
        (clean, "scan template.yaml", 0),
        (clean, "scan --skip paths,posture", 0),
        (medium, "scan --skip scan", 2),
        (medium, "scan", 1),
        (medium, "scan --fail-on medium", 1),
        (medium, "scan --fail-on high", 0),
        (medium, "scan --strict", 1),
        (clean, "", 2),
        (clean, "scan --fail-on worst", 2),
        (clean, "scan --only nothing", 2),
        (clean, "scan absent", 2),
        (clean, "scan --config absent.toml", 2),
        (clean, "scan --baseline absent.json", 2),
        (clean, "scan --as-of yesterday", 2),
        (&[("readme.txt", "hello")], "scan --strict", 3),
        (broken, "scan --strict --fail-on critical", 4),
    ];
    for (files, arguments, code) in cases {
        let run = App::new(files).run(arguments);
        assert_eq!(run.code, code, "{arguments}: {run:?}");
    }
}

#[test]
fn help_and_version_are_results() {
    for arguments in ["--help", "--version", "scan --help", "help baseline"] {
        let run = App::new(&[]).run(arguments);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{arguments}");
        assert!(!run.out.is_empty(), "{arguments}");
    }
}
