//! The three formats of one report, in full.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

mod sample;

use report::Style;

fn text(render: impl FnOnce(&mut dyn std::io::Write) -> std::io::Result<()>) -> String {
    let mut bytes = Vec::new();
    render(&mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn human() {
    let style = Style { width: 100, ..Style::default() };
    insta::assert_snapshot!(text(|out| report::human(&sample::report(), &style, out)));
}

#[test]
fn json() {
    insta::assert_snapshot!(text(|out| report::json(&sample::report(), out)));
}

#[test]
fn sarif() {
    insta::assert_snapshot!(text(|out| report::sarif(&sample::report(), out)));
}

#[test]
fn verbose_human_draws_fixes() {
    let mut report = sample::report();
    report.findings.retain(|finding| !finding.fixes.is_empty());
    (report.paths, report.notices, report.choke_points) = Default::default();
    insta::assert_snapshot!(text(|out| report::human(&report, &Style { verbose: true, ..Style::default() }, out)));
}

/// A report with more of everything than the first screen shows.
fn long() -> scan::Report {
    let mut report = sample::report();
    report.paths = vec![report.paths[0].clone(); 10];
    report.choke_points[0].closes = vec![0, 1, 2];
    report.findings.truncate(1);
    report.findings[0].severity = finding::Severity::Info;
    let notice = |n| finding::Notice::path(format!("f{n:02}"), finding::NoticeKind::Unresolved, "not known");
    report.notices = (0..12).map(notice).collect();
    report
}

#[test]
fn human_shows_the_first_of_many() {
    let out = text(|out| report::human(&long(), &Style::default(), out));
    let has = |line: &str| assert!(out.lines().any(|candidate| candidate == line), "{line}\n\n{out}");
    has("10 attack paths");
    assert_eq!(out.matches("╭▸ template.yaml:9:11").count(), 3, "{out}");
    assert_eq!(out.lines().filter(|line| line.starts_with("critical: anybody on the internet")).count(), 8, "{out}");
    has("… and 2 more; --verbose draws all");
    assert!(out.contains("(closes 3 of 10 paths)"), "{out}");
    has("1 finding of severity info not shown; --verbose shows all");
    has("not known from the files · 12");
    assert!(out.contains("f09") && !out.contains("f10"), "{out}");
    has("  … and 2 more; --verbose shows all");
}

#[test]
fn verbose_human_shows_all() {
    let out = text(|out| report::human(&long(), &Style { verbose: true, ..Style::default() }, out));
    assert_eq!(out.matches("╭▸ template.yaml:9:11").count(), 10, "{out}");
    assert!(out.contains("f11") && out.contains("info[code/python/eval]: event data is run as code"), "{out}");
    assert!(!out.contains("--verbose"), "{out}");
}
