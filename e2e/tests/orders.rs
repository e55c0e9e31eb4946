//! The example applications: every fault that examples/orders plants is reported on its line, and nothing else; its
//! mended twin is clean.
#![expect(clippy::unwrap_used, reason = "a test ends where its files are not what it needs")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use finding::{Finding, Severity};
use scan::{Config, Report, scan};

/// The day on which the examples' dates hold.
const DAY: &str = "2026-11-23";

/// A place as the README writes it: `template.yaml:184`.
type Place = String;

fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples").join(name)
}

fn scan_example(name: &str) -> Report {
    let config = Config { as_of: DAY.parse().unwrap(), ..Config::default() };
    scan(&e2e::read_folder(&example(name)).unwrap(), &config)
}

/// Findings that a reader has to act on.
fn weighty(report: &Report) -> impl Iterator<Item = &Finding> {
    report.findings.iter().filter(|finding| finding.is_active() && finding.severity >= Severity::Medium)
}

fn place(report: &Report, finding: &Finding) -> Place {
    let span = finding.location.span;
    format!("{}:{}", report.sources.path(span.file), report.sources.start(span).map_or(0, |place| place.line))
}

/// The places in the README's tables of what a scan finds in templates and packages.
fn planted() -> BTreeSet<Place> {
    let readme = std::fs::read_to_string(example("orders").join("README.md")).unwrap();
    let tables = ["Found by a scan of the templates", "Found in the packages"]
        .map(|heading| readme.split("## ").find(|section| section.starts_with(heading)).unwrap());
    let rows = tables.iter().flat_map(|table| table.lines()).filter_map(|line| line.split('|').nth(2)).map(str::trim);
    rows.filter(|cell| cell.contains(':')).map(str::to_owned).collect()
}

#[test]
fn every_planted_fault_is_reported_where_it_is() {
    let report = scan_example("orders");
    let reported: BTreeSet<Place> = report.findings.iter().map(|finding| place(&report, finding)).collect();
    let missing: Vec<_> = planted().into_iter().filter(|place| !reported.contains(place)).collect();
    assert!(missing.is_empty(), "not reported: {}", missing.join(", "));
}

#[test]
fn nothing_else_weighs() {
    let report = scan_example("orders");
    let planted = planted();
    let told = |finding: &&Finding| !planted.contains(&place(&report, finding));
    let surplus: Vec<_> = weighty(&report).filter(told).map(|f| format!("{} {}", place(&report, f), f.rule)).collect();
    assert!(surplus.is_empty(), "not planted: {}", surplus.join(", "));
}

#[test]
fn the_mended_twin_is_clean() {
    let report = scan_example("orders-hardened");
    let left: Vec<_> = weighty(&report).map(|f| format!("{} {}: {}", place(&report, f), f.rule, f.message)).collect();
    assert!(left.is_empty(), "{}", left.join("\n"));
    assert!(report.coverage.functions > 0, "the example was read");
}

#[test]
fn the_same_input_gives_the_same_report() {
    let (first, second) = (scan_example("orders"), scan_example("orders"));
    assert_eq!(first.findings, second.findings);
    assert_eq!(first.notices, second.notices);
    assert_eq!(first.paths, second.paths);
}
