//! Documents of OpenVEX: what is proved is written, and what is written is read.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use proptest::prelude::*;
use sbom::{Assertion, Claim, Justification, Proof, Stamp, Status, Tool, Vex, read_vex, write_vex};
use source::{FileId, Limits};

fn written(assertion: Assertion) -> String {
    let claim = Claim {
        vulnerability: "CVE-2020-1".to_owned(),
        aliases: vec!["GHSA-1".to_owned()],
        packages: vec!["pkg:npm/a@1.0.0".to_owned()],
        assertion,
    };
    let vex = Vex {
        author: "us".to_owned(),
        product: "pkg:generic/app".to_owned(),
        claims: vec![claim],
        tool: Tool { name: "maremma".to_owned(), version: "1".to_owned() },
        stamp: Stamp { seconds: 0, uuid: 1 },
    };
    let mut out = Vec::new();
    write_vex(&vex, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn only_a_complete_proof_says_that_nothing_is_affected() {
    let justification = Justification::VulnerableCodeNotInExecutePath;
    assert_eq!(Proof::complete(justification, "no path leads there", 1), None);
    assert_eq!(Proof::complete(justification, " ", 0), None);
    let proof = Proof::complete(justification, "no path leads there", 0).unwrap();
    let read = read_vex(FileId(0), "v", &written(Assertion::NotAffected(proof)), &Limits::default());
    assert_eq!(read.faults, []);
    let [statement] = &read.statements[..] else { panic!("{read:?}") };
    assert_eq!(statement.status, Status::NotAffected);
    assert_eq!(statement.names, ["CVE-2020-1", "GHSA-1"]);
    assert_eq!(statement.reason, "vulnerable_code_not_in_execute_path: no path leads there");
    assert!(statement.excuses() && statement.covers(packages::Ecosystem::Npm, "a", Some("1.0.0")));
}

#[test]
fn other_claims_excuse_nothing() {
    let claims = [
        Assertion::Affected { action: "go to version 2".to_owned() },
        Assertion::UnderInvestigation { note: "who knows".to_owned() },
    ];
    for claim in claims {
        let read = read_vex(FileId(0), "v", &written(claim), &Limits::default());
        assert!(read.faults.is_empty() && read.statements.iter().all(|statement| !statement.excuses()), "{read:?}");
    }
}

#[test]
fn the_older_form_is_read() {
    let text = r#"{"@context": "https://openvex.dev/ns", "statements": [
  {"vulnerability": "CVE-1", "products": ["pkg:oci/app"], "subcomponents": ["pkg:pypi/a_b"], "status": "not_affected",
   "impact_statement": "no"},
  {"vulnerability": {"@id": "https://nvd.nist.gov/vuln/detail/CVE-2"}, "products": [{"@id": "pkg:npm/%40x/y@1"}], "status": "fixed"}
]}"#;
    let read = read_vex(FileId(0), "v", text, &Limits::default());
    let [one, two] = &read.statements[..] else { panic!("{read:?}") };
    assert!(one.covers(packages::Ecosystem::PyPi, "a-b", None) && one.line == 2);
    assert!(two.is_about(&["cve-2".to_owned()]) && two.covers(packages::Ecosystem::Npm, "@x/y", Some("1")));
    assert!(!two.covers(packages::Ecosystem::Npm, "@x/y", None), "a fix is in a version");
}

proptest! {
    #[test]
    fn any_text_is_read_without_a_panic(text in r#"[{}\[\]":,a-z@0-9 ]{0,200}"#, at in 0usize..400) {
        read_vex(FileId(0), "v", &text, &Limits::default());
        let whole = written(Assertion::UnderInvestigation { note: "n".to_owned() });
        let cut: String = whole.chars().take(at).collect();
        let read = read_vex(FileId(0), "v", &cut, &Limits::default());
        prop_assert!(cut.len() >= whole.trim_end().len() || !read.faults.is_empty());
    }
}
