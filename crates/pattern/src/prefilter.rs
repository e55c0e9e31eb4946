//! Which rules can find anything in a file at all, told from its text.
//!
//! A pattern that names `system` cannot match where no `system` is written. The names of all patterns are looked for in
//! one pass over the text; what is left of the rules is run.

use rustc_hash::FxHashMap;
use std::sync::Arc;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::rule::{Formula, Mode, Rule};

/// A conjunction of clauses; of each clause one word must stand in the text.
type Clauses = Vec<Vec<u32>>;

/// More words in one clause tell too little to look for.
const MOST_WORDS: usize = 64;

/// The words of all patterns, and what each pattern and rule needs of them.
#[derive(Debug, Default)]
pub(crate) struct Prefilter {
    automaton: Option<AhoCorasick>,
    /// The words of a pattern, all of which it needs, by its text.
    patterns: FxHashMap<Arc<str>, Vec<u32>>,
    /// What each rule needs, by its place among the rules of the program.
    rules: Vec<Clauses>,
    words: usize,
}

/// The words of the patterns that stand in a text.
#[derive(Debug, Clone)]
pub struct Present(Vec<bool>);

impl Present {
    /// Of a text that was not looked at: everything may stand in it.
    pub(crate) const fn unknown() -> Self {
        Self(Vec::new())
    }

    fn has(&self, word: u32) -> bool {
        self.0.get(word as usize).copied().unwrap_or(true)
    }
}

impl Prefilter {
    /// What the given rules and their patterns need; of each pattern there are its text and the words it needs.
    pub(crate) fn of<'r>(
        rules: impl Iterator<Item = &'r Rule>,
        patterns: impl Iterator<Item = (&'r Arc<str>, Vec<&'r str>)>,
        ignores_case: bool,
    ) -> Self {
        let mut words: FxHashMap<&str, u32> = FxHashMap::default();
        let mut needs = FxHashMap::default();
        for (text, names) in patterns {
            let mut own: Vec<u32> = Vec::new();
            for word in names {
                let next = words.len() as u32;
                let number = *words.entry(word).or_insert(next);
                if !own.contains(&number) {
                    own.push(number);
                }
            }
            needs.insert(Arc::clone(text), own);
        }
        let rules = rules.map(|rule| of_rule(rule, &needs)).collect();
        let mut sorted: Vec<(&str, u32)> = words.into_iter().collect();
        sorted.sort_by_key(|(_, number)| *number);
        let texts: Vec<&str> = sorted.into_iter().map(|(word, _)| word).collect();
        let mut builder = AhoCorasick::builder();
        let automaton = builder.match_kind(MatchKind::Standard).ascii_case_insensitive(ignores_case).build(&texts).ok();
        Self { automaton, patterns: needs, rules, words: texts.len() }
    }

    /// The words that stand in a text.
    pub(crate) fn present(&self, text: &str) -> Present {
        // Without an automaton nothing is told, and everything may be there.
        let Some(automaton) = &self.automaton else { return Present(vec![true; self.words]) };
        let mut present = vec![false; self.words];
        for found in automaton.find_overlapping_iter(text) {
            if let Some(word) = present.get_mut(found.pattern().as_usize()) {
                *word = true;
            }
        }
        Present(present)
    }

    /// Whether a rule, by its place in the program, can find anything.
    pub(crate) fn admits_rule(&self, place: usize, present: &Present) -> bool {
        let holds = |clause: &Vec<u32>| clause.iter().any(|word| present.has(*word));
        self.rules.get(place).is_none_or(|clauses| clauses.iter().all(holds))
    }

    /// Whether a pattern can match anything.
    pub(crate) fn admits_pattern(&self, text: &str, present: &Present) -> bool {
        self.patterns.get(text).is_none_or(|words| words.iter().all(|word| present.has(*word)))
    }
}

fn of_rule(rule: &Rule, needs: &FxHashMap<Arc<str>, Vec<u32>>) -> Clauses {
    match &rule.mode {
        Mode::Search(formula) => of_formula(formula, needs),
        Mode::Taint(taint) => {
            let sources = taint.sources.iter().map(|source| &source.formula);
            let sinks = taint.sinks.iter().map(|sink| &sink.formula);
            // What the model adds to the sources has no words of the rule.
            let sources = if rule.metadata.sources.is_empty() { of_any(sources, needs) } else { Vec::new() };
            [sources, of_any(sinks, needs)].concat()
        }
        Mode::Join(_) | Mode::Extract(_) | Mode::Dependencies(_) => Vec::new(),
    }
}

fn of_formula(formula: &Formula, needs: &FxHashMap<Arc<str>, Vec<u32>>) -> Clauses {
    match formula {
        Formula::Pattern(text) => needs.get(&text.text).into_iter().flatten().map(|word| vec![*word]).collect(),
        Formula::Regex(_) => Vec::new(),
        Formula::Any(any) => of_any(any.iter(), needs),
        Formula::Inside(inner) | Formula::Anywhere(inner) => of_formula(inner, needs),
        Formula::All(all) => all.positives.iter().flat_map(|part| of_formula(part, needs)).collect(),
    }
}

/// One of several must match: of each its shortest clause, together.
fn of_any<'f>(any: impl Iterator<Item = &'f Formula>, needs: &FxHashMap<Arc<str>, Vec<u32>>) -> Clauses {
    let mut joined: Vec<u32> = Vec::new();
    for part in any {
        let clauses = of_formula(part, needs);
        // Among equally short ones the last name of `a.b.c` tells most.
        let Some(clause) = clauses.into_iter().rev().min_by_key(Vec::len) else { return Vec::new() };
        joined.extend(clause);
    }
    joined.sort_unstable();
    joined.dedup();
    if joined.is_empty() || joined.len() > MOST_WORDS { Vec::new() } else { vec![joined] }
}
