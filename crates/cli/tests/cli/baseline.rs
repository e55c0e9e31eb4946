//! The baseline, from the outside.

use crate::app::{App, CLEAN};

const FILE: &str = "maremma-baseline.json";

/// A template with `count` findings of severity medium about resources named after `name`.
fn template(name: &str, count: usize) -> String {
    let resource = |n| format!("  {name}{n}:\n    Type: AWS::SNS::Topic # maremma: ignore[x{n}]\n");
    format!("Resources:\n{}", (0..count).map(resource).collect::<String>())
}

#[test]
fn what_is_known_no_longer_fails() {
    let app = App::new(&[("template.yaml", &template("Topic", 2))]);
    assert_eq!(app.run("scan").code, 1);
    assert_eq!(app.run("baseline create").code, 0);
    assert_eq!(app.run("scan").code, 0);
    assert_eq!(app.run("scan --no-baseline").code, 1);
    let report = app.report("");
    assert_eq!(report["baseline"], serde_json::json!({ "new": 0, "known": 2, "fixed": 0 }));

    app.write("template.yaml", template("Topic", 3));
    assert_eq!(app.run("scan").code, 1);
    let diff = app.run("baseline diff");
    assert_eq!((diff.code, diff.out.lines().count()), (1, 1), "{diff:?}");
    assert!(diff.out.starts_with("+ medium scan/invalid-ignore template.yaml:7: "), "{diff:?}");
}

#[test]
fn moving_renaming_and_indenting_reopen_nothing() {
    let app = App::new(&[("template.yaml", &template("Topic", 2))]);
    app.run("baseline create");
    app.write("template.yaml", format!("# moved\n\n{}", template("Topic", 2)));
    assert_eq!(app.run("scan").code, 0);
    app.write("template.yaml", template("Renamed", 2).replace("    ", "        "));
    assert_eq!(app.run("scan").code, 0);
    std::fs::remove_file(app.path().join("template.yaml")).unwrap();
    app.write("deep/other.yaml", template("Renamed", 2));
    assert_eq!(app.run("scan").code, 0);
}

#[test]
fn pruning_forgets_what_is_fixed() {
    let app = App::new(&[("template.yaml", &template("Topic", 2))]);
    app.run("baseline create");
    app.write("template.yaml", template("Topic", 1));
    let diff = app.run("baseline diff");
    assert_eq!((diff.code, diff.out.lines().count()), (0, 1), "{diff:?}");
    assert!(diff.out.starts_with("- medium scan/invalid-ignore template.yaml"), "{diff:?}");
    assert_eq!(app.run("baseline prune").code, 0);
    assert_eq!(app.run("baseline diff").out, "");
    app.write("template.yaml", template("Topic", 2));
    assert_eq!(app.run("scan").code, 1);
}

#[test]
fn a_baseline_is_not_overwritten_by_chance() {
    let app = App::new(&[("template.yaml", &template("Topic", 1))]);
    assert_eq!(app.run("baseline prune").code, 2);
    assert_eq!(app.run("baseline create").code, 0);
    let before = app.read(FILE);
    app.write("template.yaml", CLEAN);
    assert_eq!(app.run("baseline create").code, 2);
    assert_eq!(app.read(FILE), before);
    assert_eq!(app.run("baseline create --force").code, 0);
    assert_ne!(app.read(FILE), before);
}

#[test]
fn a_broken_baseline_is_an_error_that_names_it() {
    for text in ["", "{}", "{\"version\": 9, \"findings\": []}"] {
        let run = App::new(&[("template.yaml", CLEAN), (FILE, text)]).run("scan");
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{run:?}");
        assert!(run.err.contains(FILE), "{run:?}");
    }
}
