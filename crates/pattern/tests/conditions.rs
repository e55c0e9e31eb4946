//! What must hold of the metavariables of a search rule.

#![expect(clippy::panic, reason = "a test may fail")]

use std::cell::Cell;

use pattern::{Code, Mode, Run, compile, load};
use source::{FileId, Limits};
use tree::{Language, names, parse};

/// The lines at which the patterns of a rule find something.
fn lines(language: Language, patterns: &str, code: &str) -> Vec<usize> {
    let name = language.name().to_lowercase();
    let rule = format!("rules: [{{id: a, languages: [{name}], severity: ERROR, message: m, {patterns}}}]");
    let (rules, notices) = load(FileId(0), &rule, &Limits::default());
    assert!(notices.is_empty(), "{notices:?}");
    let (program, notices) = compile(&rules, language);
    assert!(notices.is_empty(), "{notices:?}");
    let (tree, _) = parse(FileId(1), code, language, &program.symbols, &Limits::default());
    let names = names(&tree);
    let steps = Cell::new(1_000_000);
    let (present, _) = program.candidates(code, false);
    let run = Run::new(&program, Code { text: code, tree: &tree, names: &names }, &present, &steps);
    let mut lines = Vec::new();
    for rule in &rules {
        let Mode::Search(formula) = &rule.mode else { panic!("a rule of another kind") };
        let found = run.matches(rule, formula);
        lines.extend(
            found.iter().map(|one| code.get(..one.range.start as usize).unwrap_or_default().matches('\n').count() + 1),
        );
    }
    lines.dedup();
    lines
}

#[test]
fn conditions_do_not_bind_each_other() {
    let patterns = "patterns: [{pattern: f($A)}, {metavariable-pattern: {metavariable: $A, pattern: g($B)}}, \
                    {metavariable-pattern: {metavariable: $A, pattern: h($B)}}]";
    assert_eq!(lines(Language::Python, patterns, "f(i(g(1), h(2)))\nf(g(1))"), [1]);
}

#[test]
fn a_focus_may_lie_around_what_is_found() {
    let patterns = "patterns: [{pattern-inside: 'f($X, ...)'}, {focus-metavariable: $X}, {pattern: $Y + ...}, \
                    {focus-metavariable: $Y}, {pattern: '1'}]";
    assert_eq!(lines(Language::Python, patterns, "f(1 + 2, 1)\nf(2 + 1, 1)"), [1]);
}

#[test]
fn types_and_imports_are_taken_as_a_whole() {
    let typed = "patterns: [{pattern: ($T $X).m()}, {metavariable-pattern: {metavariable: $T, pattern: a.b.C}}]";
    let code = "import a.b.C;\nclass D { void f() { C c = g(); E e = g();\nc.m();\ne.m(); } }";
    assert_eq!(lines(Language::Java, typed, code), [3]);
    let imported = "patterns: [{pattern: $P.$F()}, {metavariable-pattern: {metavariable: $P, pattern: a}}]";
    assert_eq!(lines(Language::JavaScript, imported, "import {b as c} from 'a';\nc();\nd.b();"), [2]);
}

#[test]
fn a_text_may_be_all_that_must_not_be() {
    let patterns = "patterns: [{pattern: f($X)}, {metavariable-pattern: {metavariable: $X, language: js, \
                    patterns: [{pattern-not-regex: '^[a-z]+$'}]}}]";
    assert_eq!(lines(Language::JavaScript, patterns, "f('123');\nf('abc');"), [1]);
}

#[test]
fn a_statement_ends_with_a_semicolon_or_without() {
    let patterns = "patterns: [{pattern: 'if (a) { $X; }'}, {metavariable-pattern: {metavariable: $X, \
                    patterns: [{pattern-not: die(...);}]}}]";
    let code = "<?php\nif (a) { die(1); }\nif (a) { b(); }\nif (a) { b(); die(1); }";
    assert_eq!(lines(Language::Php, patterns, code), [3]);
}

#[test]
fn types_are_known_of_what_is_constructed() {
    let patterns = "patterns: [{pattern: $X->m()}, {metavariable-type: {metavariable: $X, type: A}}]";
    assert_eq!(lines(Language::Php, patterns, "<?php $a = new A(); $b = new B();\n$a->m();\n$b->m();"), [2]);
    let code = "@Component\nclass A {\n  constructor (b: B) { }\n  c() { return this.b; }\n}\nclass D {\n  \
                constructor (b: B) { }\n  c() { return this.b; }\n}";
    assert_eq!(lines(Language::TypeScript, "pattern: '($X: B)'", code), [4]);
}

#[test]
fn what_a_condition_needs_is_looked_for_before_a_file_is_parsed() {
    let is_candidate = |conditions: &str, code: &str| {
        let rule = format!(
            "rules: [{{id: r, languages: [python], severity: ERROR, message: m, patterns: [{{pattern: query($X)}}, {conditions}]}}]"
        );
        let (rules, _) = load(FileId(0), &rule, &Limits::default());
        let (program, notices) = compile(&rules, Language::Python);
        assert!(notices.is_empty() && rules.len() == 1, "{notices:?}");
        !program.candidates(code, false).1.is_empty()
    };
    let regex = "metavariable-regex: {metavariable: $X, regex: '.*(?i)(select|insert)\\b.*='}";
    for (code, expected) in
        [("query('Select a where b = ')", true), ("query(INSERT)", true), ("query('sel' 'ect')", false)]
    {
        assert_eq!(is_candidate(&format!("{{{regex}}}"), code), expected, "{code}");
    }
    assert!(!is_candidate(&format!("{{{regex}}}"), "QUERY('select')"), "the names of patterns keep their case");
    // The value of a constant may be put together from parts.
    let folded = regex.replace("regex: '", "constant-propagation: true, regex: '");
    assert!(is_candidate(&format!("{{{folded}}}"), "query('sel' + 'ect')"));
    let inner = "{metavariable-pattern: {metavariable: $X, pattern: given(...)}}";
    assert!(is_candidate(inner, "query(given(1))") && !is_candidate(inner, "query(other(1))"));
    let sign = "{metavariable-pattern: {metavariable: $X, language: generic, pattern: <$TAG ...}}";
    assert!(is_candidate(sign, "query('<b>')") && !is_candidate(sign, "query('b')"));
    let expression = "{pattern-regex: 'select|insert'}";
    assert!(is_candidate(expression, "query(INSERT)") && !is_candidate(expression, "query('update')"));
    let text = "{pattern-inside: '{\"Content-Type\": \"text/html\", ...}'}";
    assert!(is_candidate(text, "query({'Content-Type': 'text/html'})") && !is_candidate(text, "query('Content-Type')"));
}
