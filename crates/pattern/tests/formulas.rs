//! What the formulas of rules find.

#![expect(clippy::indexing_slicing, reason = "a test may fail")]

use std::cell::Cell;

use pattern::{Code, Mode, Run, compile, load};
use source::{FileId, Limits};
use tree::Language;

/// The code that a search rule of Python finds; the formula is written as in a rule file.
fn found(formula: &str, code: &str) -> Vec<String> {
    let rule = format!("rules:\n- id: a\n  languages: [python]\n  severity: INFO\n  message: m\n{formula}");
    let (rules, notices) = load(FileId(0), &rule, &Limits::default());
    assert!(notices.is_empty(), "{notices:?}");
    let (program, notices) = compile(&rules, Language::Python);
    assert!(notices.is_empty(), "{notices:?}");
    let (tree, _) = tree::parse(FileId(0), code, Language::Python, &program.symbols, &Limits::default());
    let names = tree::names(&tree);
    let (present, _) = program.candidates(code, false);
    let steps = Cell::new(1_000_000);
    let run = Run::new(&program, Code { text: code, tree: &tree, names: &names }, &present, &steps);
    let Mode::Search(formula) = &rules[0].mode else { unreachable!() };
    let matches = run.matches(&rules[0], formula);
    matches.iter().map(|one| code[one.range.start as usize..one.range.end as usize].to_owned()).collect()
}

#[test]
fn the_pattern_of_a_metavariable_lies_in_what_it_stands_for() {
    let formula =
        "  patterns:\n  - pattern: $X\n  - metavariable-pattern: {metavariable: $X, pattern: json.dumps(...)}\n";
    assert_eq!(found(formula, "json.dumps(user)"), ["json.dumps(user)"]);
    let inside = "  patterns:\n  - pattern: f($X)\n  - metavariable-pattern: {metavariable: $X, pattern: g(...)}\n";
    assert_eq!(found(inside, "f(1 + g(2))\ng(f(1))"), ["f(1 + g(2))"]);
}
