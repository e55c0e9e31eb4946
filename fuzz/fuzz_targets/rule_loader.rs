//! Any bytes as a rule file: each expression that a rule keeps is tried, and places lie inside the text.
#![no_main]

use finding::Place;
use pattern::rule::{Condition, Formula, Mode, Regex};
use pattern::{annotations, load};
use source::FileId;

const SUBJECT: &str = "def f(a, b=1):\n    return eval(a) + 'text' # \u{e9}\n";

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let (text, _) = syntax::decode(FileId(0), bytes.to_vec());
    let (rules, notices) = load(FileId(0), &text, &checks::limits());
    for notice in &notices {
        assert!(!notice.message.is_empty());
        if let Place::Span(span) = notice.place {
            assert!(span.start <= span.end && span.end as usize <= text.len() + 1, "{notice:?}");
        }
    }
    for rule in &rules {
        assert!(text.get(rule.span.start as usize..rule.span.end as usize).is_some(), "{:?}", rule.span);
        assert!(!rule.languages.is_empty());
        rule.paths.contains("src/app.py");
        if let Some(fix) = &rule.fix_regex {
            fix.apply(SUBJECT);
        }
        match &rule.mode {
            Mode::Search(formula) => try_all(formula),
            Mode::Taint(taint) => taint.formulas().for_each(try_all),
            _ => {}
        }
    }
    annotations(&text);
});

fn try_all(formula: &Formula) {
    formula.visit(&mut |part| match part {
        Formula::Regex(regex) => try_regex(regex),
        Formula::All(all) => {
            for condition in &all.conditions {
                if let Condition::Regex { regex, .. } = condition {
                    try_regex(regex);
                }
            }
        }
        _ => {}
    });
}

fn try_regex(regex: &Regex) {
    for found in regex.matches(SUBJECT).take(100).flatten() {
        assert!(SUBJECT.get(found.range).is_some());
    }
}
