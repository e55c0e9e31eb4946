//! `maremma.toml`, from the outside.

use crate::app::{App, CLEAN};

const MEDIUM: &str = "Resources:\n  Table:\n    Type: AWS::DynamoDB::Table # maremma: ignore[x]\n";

#[test]
fn the_command_line_outranks_the_file() {
    let app = App::new(&[("template.yaml", MEDIUM), ("maremma.toml", "fail-on = \"high\"\n")]);
    assert_eq!(app.run("scan").code, 0);
    assert_eq!(app.run("scan --fail-on low").code, 1);
    app.write("other.toml", "fail-on = \"low\"\n");
    assert_eq!(app.run("scan --config other.toml").code, 1);
}

#[test]
fn rules_can_be_turned_off_with_a_reason() {
    let off = "[rules.\"scan/invalid-ignore\"]\nseverity = \"off\"\nreason = \"an example\"\n";
    let app = App::new(&[("template.yaml", MEDIUM), ("maremma.toml", off)]);
    assert_eq!(app.run("scan").code, 0);
    let suppression = &app.report("")["findings"][0]["suppression"];
    assert_eq!(*suppression, serde_json::json!({ "kind": "config", "reason": "an example" }));
}

#[test]
fn a_config_above_counts_inside_a_repository_only() {
    let app = App::new(&[("maremma.toml", "fail-on = \"high\"\n"), ("app/template.yaml", MEDIUM)]);
    assert_eq!(app.run("scan app").code, 1);
    std::fs::create_dir(app.path().join(".git")).unwrap();
    assert_eq!(app.run("scan app").code, 0);
}

#[test]
fn a_mistake_is_shown_where_it_is() {
    let app = App::new(&[("template.yaml", CLEAN), ("maremma.toml", "strict = true\nexlude = []\n")]);
    let run = app.run("scan");
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    for part in ["unknown key `exlude`", "maremma.toml:2:1", "did you mean `exclude`?"] {
        assert!(run.err.contains(part), "{}", run.err);
    }
    app.write("maremma.toml", "exclude = [\"{a\"]\n");
    assert_eq!(app.run("scan").code, 2);
}

#[test]
fn excluded_paths_are_not_scanned() {
    let app = App::new(&[("template.yaml", MEDIUM), ("maremma.toml", "exclude = [\"/template.yaml\"]\n")]);
    assert_eq!(app.run("scan").code, 3);
    assert_eq!(app.notices(""), ["-: 1 path is left out as the config asks"]);
}

#[test]
fn parameters_come_from_file_and_flags() {
    let app = App::new(&[("template.yaml", CLEAN), ("p.json", "{\"Stage\": \"prod\"}"), ("bad.json", "[1]")]);
    assert_eq!(app.run("scan --parameter-file p.json --param Stage=dev").code, 0);
    assert_eq!(app.run("scan --parameter-file bad.json").code, 2);
    assert_eq!(app.run("scan --param Stage").code, 2);
}
