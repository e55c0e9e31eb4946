//! What goes where.

use std::io::Read as _;
use std::process::Stdio;

use crate::app::{App, CLEAN};

const MEDIUM: &str = "Resources:\n  Table:\n    Type: AWS::DynamoDB::Table # maremma: ignore[x]\n";

#[test]
fn the_result_is_on_standard_output_and_all_else_is_not() {
    let app = App::new(&[("template.yaml", MEDIUM)]);
    let human = app.run("scan");
    assert!(human.out.contains("1 medium in ") && human.err.is_empty(), "{human:?}");
    for format in ["json", "sarif"] {
        let run = app.run(&format!("scan --format {format}"));
        assert!(serde_json::from_str::<serde_json::Value>(&run.out).is_ok(), "{run:?}");
        assert!(run.err.contains("1 medium in ") && run.err.lines().count() == 1, "{run:?}");
    }
    let run = app.run("scan --output report.txt");
    assert!(run.out.is_empty() && run.err.contains("1 medium in "), "{run:?}");
    assert_eq!(app.read("report.txt"), human.out);
    assert_eq!(app.run("scan --output absent/report.txt").code, 2);
}

#[test]
fn people_see_paths_from_where_they_stand_and_scripts_from_the_scanned_folder() {
    let app =
        App::new(&[("apps/one/template.yaml", MEDIUM), ("apps/one/node_modules/a", ""), ("apps/one/package.json", "")]);
    for path in ["apps/one", "apps/one/", "./apps/one"] {
        let out = app.run(&format!("scan {path}")).out;
        assert!(out.contains("apps/one/template.yaml:3:") && out.contains("apps/one/node_modules  "), "{out}");
    }
    assert_eq!(app.findings("apps/one"), ["scan/invalid-ignore template.yaml:3"]);
    assert_eq!(app.report("apps/one"), app.report(app.path().join("apps/one").to_str().unwrap()));
}

#[test]
fn colours_are_for_those_who_look() {
    let app = App::new(&[("template.yaml", MEDIUM)]);
    let has_colours = |arguments: &str, no_color: &str| {
        let output = app.command(arguments).env("NO_COLOR", no_color).output().unwrap();
        output.stdout.contains(&0x1b)
    };
    assert!(!has_colours("scan", ""));
    assert!(!has_colours("scan --color auto", "1"));
    assert!(has_colours("scan --color always", ""));
    assert!(has_colours("scan --color always", "1"));
    assert!(!has_colours("scan --color never", ""));
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let lines = (0..5_000).map(|n| format!("  T{n}:\n    Type: AWS::SNS::Topic # maremma: ignore[x{n}]\n"));
    let app = App::new(&[("template.yaml", &format!("Resources:\n{}", lines.collect::<String>()))]);
    for arguments in ["scan --format json", "scan --format sarif", "scan"] {
        let mut child = app.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut first = [0; 16];
        let mut out = child.stdout.take().unwrap();
        out.read_exact(&mut first).unwrap();
        drop(out);
        let output = child.wait_with_output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments}: {err}");
        assert!(!err.contains("error") && !err.to_lowercase().contains("pipe"), "{arguments}: {err}");
    }
}

#[test]
fn any_number_of_threads_writes_the_same_bytes() {
    let files: Vec<(String, String)> = (0..40)
        .map(|n| (format!("app{n}/template.yaml"), if n % 2 == 0 { MEDIUM.to_owned() } else { CLEAN.to_owned() }))
        .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let app = App::new(&files);
    for format in ["human", "json", "sarif"] {
        let of =
            |threads: usize| app.run(&format!("scan --as-of 2026-11-25 --format {format} --threads {threads}")).out;
        let one = of(1);
        assert!(one.len() > 1_000);
        assert_eq!(one, of(2), "{format}");
        assert_eq!(one, of(8), "{format}");
    }
    assert_eq!(app.run("scan --threads 0").code, 2);
}
