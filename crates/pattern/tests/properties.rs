//! What holds for every rule file.

use finding::Place;
use pattern::rule::{Anchor, Regex};
use pattern::{Text, annotations, load};
use proptest::prelude::*;
use source::{FileId, Limits, Span};

const RULES: &str = r#"rules:
- id: one
  message: m
  severity: ERROR
  languages: [python, js]
  options: {symbolic_propagation: true}
  paths: {include: ["*.py"], exclude: [tests/]}
  metadata: {cwe: ["CWE-1: x"], maremma: {sources: [event]}}
  patterns:
  - pattern-either:
    - pattern: f($X)
    - pattern-regex: (?<!a)b{1,3}[^\s"]
  - pattern-not-inside: |
      def $F(...):
        ...
  - metavariable-regex: {metavariable: $X, regex: ^(a|b)$}
  - metavariable-comparison: {metavariable: $X, comparison: 'int($X) >= 0x10 and not str($X) in ["a"]'}
  - metavariable-pattern: {metavariable: $X, language: generic, patterns: [{pattern-not: a ... b}]}
  - focus-metavariable: [$X]
  fix-regex: {regex: f, replacement: \1, count: 1}
- id: two
  message: m
  severity: LOW
  languages: [go]
  mode: taint
  pattern-sources: [{pattern: a, label: A, by-side-effect: only, requires: not (B or C)}]
  pattern-sinks: [{patterns: [{pattern: s($X)}], requires: A}]
  pattern-sanitizers: [{pattern: c, not_conflicting: true}]
  pattern-propagators: [{pattern: $A.b($C), from: $C, to: $A}]
- id: three
  message: m
  severity: MEDIUM
  languages: [java]
  match: {all: [a, {not: b}, {inside: {any: [c, {regex: d}]}}], where: [{focus: $X}, {metavariable: $X, regex: a}]}
"#;

fn check(text: &str) -> Result<(), TestCaseError> {
    let (rules, notices) = load(FileId(0), text, &Limits { nodes: 20_000, ..Limits::default() });
    for notice in &notices {
        if let Place::Span(span) = notice.place {
            prop_assert!(span.start <= span.end && span.end as usize <= text.len() + 1, "{notice:?}");
        }
    }
    for rule in &rules {
        let written = text.get(rule.span.start as usize..rule.span.end as usize);
        prop_assert!(written.is_some(), "{:?}", rule.span);
        prop_assert!(!rule.languages.is_empty());
    }
    Ok(())
}

/// A mutation: at a place, so many bytes give way to a piece.
fn mutations() -> impl Strategy<Value = Vec<(usize, usize, String)>> {
    let words = prop::sample::select(vec![
        "", " ", "\n", "\n  ", "- ", ": ", "{", "}", "[", "]", "'", "\"", "|", "pattern", "patterns", "not", "$X", "(",
        ")", "\\", "[a", "(?", "*", "rules:", "&a", "*a", "<<: ", "1", "null", "é",
    ]);
    prop::collection::vec((0..RULES.len(), 0..12_usize, words.prop_map(str::to_owned)), 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read(bytes: Vec<u8>) {
        let (text, _) = syntax::decode(FileId(0), bytes);
        check(&text)?;
        annotations(&text);
    }

    #[test]
    fn any_mutation_of_a_rule_is_read(mutations in mutations()) {
        let mut text = RULES.to_owned();
        for (at, length, piece) in mutations {
            let bounds = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            let (start, end) = (bounds(at), bounds(at + length));
            text.replace_range(start..end.max(start), &piece);
        }
        check(&text)?;
    }

    #[test]
    fn any_expression_is_refused_or_searches(pattern in r"[ab()\[\]{}|*+?^$.\\\-,1:=!<>PQEdwsbZgk&#x'_é]{0,24}", subject in "[ab1 \\n]{0,20}") {
        for anchor in [Anchor::Anywhere, Anchor::Start] {
            let text = Text::new(pattern.as_str(), Span::new(FileId(0), 0, 0));
            let Ok(regex) = Regex::new(text, anchor) else { continue };
            for found in regex.matches(&subject).flatten() {
                prop_assert!(subject.get(found.range.clone()).is_some());
                prop_assert!(anchor == Anchor::Anywhere || found.range.start == 0);
            }
        }
    }
}

#[test]
fn the_rules_that_are_mutated_are_valid() {
    let (rules, notices) = load(FileId(0), RULES, &Limits::default());
    assert_eq!((rules.len(), notices), (3, vec![]));
}
