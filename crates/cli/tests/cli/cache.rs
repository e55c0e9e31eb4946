//! What is kept between scans.

use crate::app::App;

const RULES: &str = "rules:
  - {id: call, languages: [python], severity: ERROR, message: calls with $X, pattern: f($X)}
  - {id: key, languages: [python], severity: ERROR, message: 'the key $K', metadata: {cwe: CWE-798}, pattern: $K = \"...\"}
";

/// The findings of a scan as `rule line message`.
fn found(app: &App, arguments: &str) -> Vec<String> {
    let report = app.report(&format!("src --rules rules.yaml {arguments}"));
    let findings = report["findings"].as_array().unwrap().iter();
    findings.map(|f| format!("{} {} {}", f["rule"], f["location"]["line"], f["message"])).collect()
}

fn kept(app: &App) -> Vec<String> {
    let entries = std::fs::read_dir(app.cache()).unwrap();
    entries.map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap()).collect()
}

#[test]
fn a_second_scan_says_the_same_and_a_change_is_seen() {
    let app = App::new(&[("rules.yaml", RULES), ("src/a.py", "f(one)\n"), ("src/b.py", "x = = 1\nf(two)\n")]);
    let first = app.run("scan src --rules rules.yaml --format json");
    assert_eq!(app.run("scan src --rules rules.yaml --format json").out, first.out);
    assert_eq!(app.run("scan src --rules rules.yaml --format json --no-cache").out, first.out);
    app.write("src/a.py", "pass\nf(three)\n");
    assert_eq!(found(&app, ""), ["\"code/call\" 2 \"calls with three\"", "\"code/call\" 2 \"calls with two\""]);
    app.write("rules.yaml", RULES.replace("f($X)", "g($X)"));
    assert!(found(&app, "").is_empty(), "other rules, other results");
}

#[test]
fn a_broken_cache_is_no_cache() {
    let app = App::new(&[("rules.yaml", RULES), ("src/a.py", "f(one)\n")]);
    let first = found(&app, "");
    for entry in std::fs::read_dir(app.cache()).unwrap() {
        std::fs::write(entry.unwrap().path(), "{\"files\": 1").unwrap();
    }
    assert_eq!(found(&app, ""), first);
}

#[test]
fn no_code_and_no_secret_is_kept_or_shown() {
    let app = App::new(&[("rules.yaml", RULES), ("src/a.py", "password = \"hunter2\"\nf(wonderland)\n")]);
    for _ in 0..2 {
        let run = app.run("scan src --rules rules.yaml --format json");
        assert!(run.out.contains("the key password") && !run.out.contains("hunter2"), "{}", run.out);
        assert!(!app.run("scan src --rules rules.yaml").out.contains("hunter2"));
    }
    let kept = kept(&app);
    assert_eq!(kept.len(), 1);
    assert!(!kept[0].contains("hunter2") && !kept[0].contains("wonderland"), "{kept:?}");
    app.run("scan src --rules rules.yaml --no-cache");
}
