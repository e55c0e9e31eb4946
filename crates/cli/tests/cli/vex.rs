//! OpenVEX, written by `maremma deps` and obeyed by `maremma scan` and `maremma deps`.

use serde_json::{Value, json};

use crate::app::App;

const LIST: &str = "PyYAML==5.1\n";

/// A document with statements about vulnerabilities of PyYAML.
fn document(statements: &Value) -> String {
    json!({
        "@context": "https://openvex.dev/ns/v0.2.0", "@id": "https://example.com/vex-1", "author": "us",
        "timestamp": "2026-11-01T00:00:00Z", "version": 1, "statements": statements
    })
    .to_string()
}

fn statement(name: &str, purl: &str, more: &Value) -> Value {
    let mut statement = json!({"vulnerability": {"name": name}, "products": [{"@id": purl}]});
    statement.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    statement
}

fn not_affected(name: &str, purl: &str) -> Value {
    let why = json!({"status": "not_affected", "justification": "vulnerable_code_not_in_execute_path", "impact_statement": "never loaded"});
    statement(name, purl, &why)
}

/// The exit code of `deps`, and how many vulnerabilities count and do not count.
fn counts(statements: &Value) -> (i32, usize, usize) {
    let app = App::new(&[("requirements.txt", LIST), ("app.vex.json", &document(statements))]);
    let run = app.run("deps --format json --vex app.vex.json");
    let found: Value = serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("{run:?}"));
    let number = |package: &Value| package["vulnerabilities"].as_array().map_or(0, Vec::len);
    let excused = found["excused"].as_array().unwrap().iter().map(|own| number(&own["package"])).sum();
    (run.code, number(&found["files"][0]["packages"][0]), excused)
}

#[test]
fn what_is_known_is_written_and_nothing_is_claimed_without_proof() {
    let app = App::new(&[
        ("app/requirements.txt", LIST),
        ("app/package.json", r#"{"dependencies": {"serialize-javascript": ">=2.0.0"}}"#),
    ]);
    let command = || {
        let mut command = app.command("deps app --format openvex --author us");
        let output = command.env("SOURCE_DATE_EPOCH", "1700000000").output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    let (code, text) = command();
    assert_eq!((code, &command().1), (Some(1), &text), "the same again");
    let written: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        (&written["@context"], &written["author"], &written["timestamp"], &written["version"]),
        (&"https://openvex.dev/ns/v0.2.0".into(), &"us".into(), &"2023-11-14T22:13:20Z".into(), &1.into())
    );
    let statements = written["statements"].as_array().unwrap();
    let status = |name: &str| {
        let own = statements.iter().find(|own| own["vulnerability"]["name"] == name).unwrap();
        (own["status"].as_str().unwrap(), own["products"][0].clone(), own["action_statement"].clone())
    };
    let part = |id: &str| json!({"@id": "pkg:generic/app", "subcomponents": [{"@id": id}]});
    assert_eq!(status("CVE-2020-14343"), ("affected", part("pkg:pypi/pyyaml@5.1"), "go to version 5.4".into()));
    let (investigated, product, _) = status("CVE-2020-7660");
    assert_eq!((investigated, product), ("under_investigation", part("pkg:npm/serialize-javascript")));
    assert!(!text.contains("not_affected"), "{text}");
}

#[test]
fn statements_take_what_they_are_about_from_the_list() {
    let all = counts(&json!([]));
    assert!(all.0 == 1 && all.1 == 3 && all.2 == 0, "{all:?}");
    let purl = "pkg:pypi/PyYAML@5.1";
    assert_eq!(counts(&json!([not_affected("CVE-2020-14343", purl)])), (1, 2, 1));
    assert_eq!(counts(&json!([not_affected("CVE-2020-14343", "pkg:pypi/pyyaml?arch=any")])), (1, 2, 1));
    assert_eq!(counts(&json!([not_affected("GHSA-8q59-q68h-6hv4", "pkg:pypi/pyyaml")])), (1, 2, 1), "an alias");
    let part = json!([{"@id": "pkg:oci/app", "subcomponents": [{"@id": "x", "identifiers": {"purl": purl}}]}]);
    assert_eq!(
        counts(&json!([statement("CVE-2020-14343", purl, &json!({"products": part, "status": "fixed"}))])),
        (1, 2, 1)
    );
    let every = ["CVE-2020-14343", "CVE-2020-1747", "CVE-2019-20477"].map(|name| not_affected(name, purl));
    assert_eq!(counts(&json!(every)), (0, 0, 3));
    let others = [
        not_affected("CVE-2020-14343", "pkg:pypi/pyyaml@5.2"),
        not_affected("CVE-2020-14343", "pkg:npm/pyyaml@5.1"),
        not_affected("CVE-2020-14343", "pkg:pypi/pyyaml@5.1?vcs_url=git%2Bhttps://example.com/a"),
        statement("CVE-2020-14343", "pkg:pypi/pyyaml", &json!({"status": "fixed"})),
        statement("CVE-2020-14343", purl, &json!({"status": "affected"})),
    ];
    for other in others {
        assert_eq!(counts(&json!([other.clone()])), all, "{other}");
    }
    let later = statement("CVE-2020-14343", purl, &json!({"status": "affected", "timestamp": "2026-11-02T00:00:00Z"}));
    assert_eq!(counts(&json!([later, not_affected("CVE-2020-14343", purl)])), all, "what is said later is stronger");
}

#[test]
fn a_scan_shows_what_is_ignored_and_which_statements_are_about_nothing() {
    let vex =
        document(&json!([not_affected("CVE-2020-14343", "pkg:pypi/pyyaml"), not_affected("CVE-1999-1", "pkg:npm/a")]));
    let app =
        App::new(&[("requirements.txt", LIST), ("vex/app.json", &vex), ("maremma.toml", "vex = [\"vex/app.json\"]\n")]);
    let report = app.report("");
    let findings = report["findings"].as_array().unwrap();
    let suppressed: Vec<&Value> = findings.iter().map(|own| &own["suppression"]).filter(|own| !own.is_null()).collect();
    let expected = json!({"kind": "vex", "reason": "not_affected: vulnerable_code_not_in_execute_path: never loaded"});
    assert_eq!((findings.len(), suppressed), (2, vec![&expected]), "{report}");
    let unused = "the statement about CVE-1999-1 is about nothing that is known of these packages";
    assert!(app.notices("").iter().any(|said| said.ends_with(unused)), "{:?}", app.notices(""));
    let run = app.run("deps");
    assert!(
        run.err.contains(unused) && run.out.contains("does not count: PyYAML 5.1 → 5.4 · T0 listed: CVE-2020-14343"),
        "{run:?}"
    );
}

#[test]
fn a_broken_document_is_refused() {
    let unjustified = document(&json!([statement("CVE-1", "pkg:npm/a", &json!({"status": "not_affected"}))]));
    let unknown = document(&json!([statement("CVE-1", "pkg:npm/a", &json!({"status": "fine"}))]));
    let nameless = document(&json!([{"products": [{"@id": "pkg:npm/a"}], "status": "fixed"}]));
    for (text, expected) in [
        ("{", "`v.json`: "),
        ("{}", "no document of OpenVEX"),
        (&unjustified, "`not_affected` needs a `justification` or an `impact_statement`"),
        (&unknown, "`fine` is no status"),
        (&nameless, "a statement without a vulnerability"),
    ] {
        let app = App::new(&[("requirements.txt", LIST), ("v.json", text)]);
        for command in ["scan --vex v.json", "deps --vex v.json"] {
            let run = app.run(command);
            assert!(run.code == 2 && run.err.contains(expected), "{command}: {run:?}");
        }
    }
    assert_eq!(App::new(&[("requirements.txt", LIST)]).run("deps --vex none.json").code, 2);
}
