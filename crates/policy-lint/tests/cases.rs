//! Every check has cases: policies it must speak of, at the right place, and near misses it must be silent on.
//!
//! A file of `tests/cases` holds rows. `== ID` starts the cases of a check; `+ TYPE | POLICY | PLACE` is a policy that it
//! finds, with the text at the place (its beginning, when it ends in `…`); `- TYPE | POLICY` is one that it must not
//! find. A policy without `Statement` is the statements of one. `@N@` stands for N letters.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use policy_lint::{LintFinding, Options, PolicyType, checks, lint_text};
use source::{FileId, Limits};

/// Issue codes of Access Analyzer, as its documentation lists them.
const ACCESS_ANALYZER: &str = include_str!("access_analyzer.txt");

#[derive(Debug)]
struct Case {
    file: String,
    line: usize,
    id: String,
    options: Options,
    policy: String,
    /// The text at the finding; `None` for a near miss.
    place: Option<String>,
}

#[test]
fn the_cases_hold() {
    let mut failures = Vec::new();
    for case in cases() {
        let (findings, _) = lint_text(FileId(0), &case.policy, &Limits::default(), &case.options);
        let texts: Vec<&str> =
            findings.iter().filter(|finding| finding.check.id == case.id).map(|one| text(one, &case.policy)).collect();
        let holds = match &case.place {
            Some(place) => texts.iter().any(|text| is_at(text, place)),
            None => texts.is_empty(),
        };
        if !holds {
            let others: Vec<&str> = findings.iter().map(|finding| finding.check.id).collect();
            failures.push(format!("{}:{} {} at {texts:?}; all: {others:?}", case.file, case.line, case.id));
        }
    }
    assert!(failures.is_empty(), "{} wrong\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn every_check_has_cases_of_both_kinds() {
    let mut kinds: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for case in cases() {
        let counts = kinds.entry(case.id).or_default();
        if case.place.is_some() { counts.0 += 1 } else { counts.1 += 1 }
    }
    let lacking: Vec<&str> = checks()
        .map(|check| check.id)
        .filter(|id| kinds.get(*id).is_none_or(|(positive, negative)| *positive == 0 || *negative == 0))
        .collect();
    assert!(lacking.is_empty(), "without both kinds of cases: {lacking:?}");
    let known: Vec<&str> = checks().map(|check| check.id).collect();
    let unknown: Vec<&String> = kinds.keys().filter(|id| !known.contains(&id.as_str())).collect();
    assert!(unknown.is_empty(), "cases of no check: {unknown:?}");
}

#[test]
fn the_checks_of_access_analyzer_are_there() {
    let known: Vec<&str> = checks().map(|check| check.id).collect();
    let listed: Vec<&str> = ACCESS_ANALYZER.split_whitespace().collect();
    assert_eq!(listed.len(), 160);
    let missing: Vec<&&str> = listed.iter().filter(|id| !known.contains(id)).collect();
    assert!(missing.is_empty(), "{} of 160 missing: {missing:?}", missing.len());
    let mut sorted = known.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(sorted.len(), known.len(), "an id stands twice");
}

#[test]
fn rows_are_written_as_the_house_writes() {
    for check in checks() {
        assert!(!check.title.ends_with('.') && check.help.ends_with(['.', ';', '?']), "{}", check.id);
    }
}

fn text<'a>(finding: &LintFinding, policy: &'a str) -> &'a str {
    finding.origin.written().and_then(|span| policy.get(span.start as usize..span.end as usize)).unwrap_or("nowhere")
}

fn is_at(text: &str, place: &str) -> bool {
    place.strip_suffix('…').map_or(text == place, |start| text.starts_with(start))
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().flat_map(|path| file_cases(path)).collect()
}

fn file_cases(path: &Path) -> Vec<Case> {
    let file = path.file_name().unwrap().to_string_lossy().into_owned();
    let text = fs::read_to_string(path).unwrap();
    let mut id = String::new();
    let mut cases = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if let Some(name) = line.strip_prefix("== ") {
            name.clone_into(&mut id);
        } else if line.starts_with(['+', '-']) {
            cases.push(case(&file, index + 1, &id, line));
        } else {
            assert!(line.is_empty() || line.starts_with('#'), "{file}:{}: {line}", index + 1);
        }
    }
    cases
}

fn case(file: &str, line: usize, id: &str, row: &str) -> Case {
    let cells: Vec<&str> = row[1..].split(" | ").map(str::trim).collect();
    let place = match (row.starts_with('+'), &cells[..]) {
        (true, [_, _, place]) => Some((*place).to_owned()),
        (false, [_, _]) => None,
        _ => panic!("{file}:{line}: {row}"),
    };
    let (file, id) = (file.to_owned(), id.to_owned());
    Case { file, line, id, options: options(cells[0]), policy: document(cells[1]), place }
}

fn options(cell: &str) -> Options {
    let (kind, now) = cell.split_once('@').map_or((cell, None), |(kind, now)| (kind, Some(now.to_owned())));
    let kind = match kind {
        "identity" => PolicyType::Identity,
        "resource" => PolicyType::Resource { service: None },
        "trust" => PolicyType::Trust,
        "scp" => PolicyType::ServiceControl,
        "rcp" => PolicyType::ResourceControl,
        other => PolicyType::resource(other.strip_prefix("resource:").unwrap()),
    };
    Options { now, ..Options::new(kind) }
}

fn document(cell: &str) -> String {
    let mut text = cell.to_owned();
    while let Some((before, rest)) = text.split_once('@') {
        let Some((count, after)) = rest.split_once('@') else { break };
        let Ok(count) = count.parse::<usize>() else { break };
        text = format!("{before}{}{after}", "x".repeat(count));
    }
    let is_whole = !text.starts_with("{\"") || text.contains("\"Statement\"") || text.contains("\"Version\"");
    if is_whole { text } else { format!(r#"{{"Version": "2012-10-17", "Statement": [{text}]}}"#) }
}
