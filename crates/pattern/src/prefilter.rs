//! Which rules can find anything in a file at all, told from its text.
//!
//! A pattern that names `system` cannot match where no `system` is written. The names and texts of all patterns are looked
//! for in one pass over the text; what is left of the rules is run. A text that code puts together from parts is found only
//! where it also stands whole.

use rustc_hash::FxHashMap;
use std::sync::Arc;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::rule::{Condition, Formula, Mode, Regex, Rule, has_odd_letters};

/// A conjunction of clauses; of each clause one word must stand in the text.
type Clauses = Vec<Vec<u32>>;

/// More words in one clause tell too little to look for.
const MOST_WORDS: usize = 64;

/// What patterns and expressions need, by their texts.
#[derive(Debug, Default)]
struct Needs {
    /// The words of a pattern, all of which it needs.
    patterns: FxHashMap<Arc<str>, Vec<u32>>,
    /// The words of an expression, one of which it needs.
    expressions: FxHashMap<Arc<str>, Vec<u32>>,
    /// The words of a pattern of a text for which a metavariable stands, all of which it needs.
    embedded: FxHashMap<Arc<str>, Vec<u32>>,
    /// The length of each word.
    lengths: Vec<usize>,
}

impl Needs {
    /// How likely a text has one of the words, when nothing is known of it: short ones stand everywhere.
    fn chance(&self, clause: &[u32]) -> f64 {
        let length = |word: &u32| self.lengths.get(*word as usize).copied().unwrap_or(0);
        clause.iter().map(|word| 0.25_f64.powi(length(word).min(30) as i32)).sum()
    }
}

/// The words of all patterns, and what each pattern and rule needs of them.
#[derive(Debug, Default)]
pub(crate) struct Prefilter {
    /// For words as they are written, and for those whose case does not matter.
    exact: Automaton,
    caseless: Automaton,
    needs: Needs,
    /// What each rule needs, by its place among the rules of the program.
    rules: Vec<Clauses>,
    /// What the sources of those rules need to which the model adds some, where it adds none.
    sources: Vec<Clauses>,
    words: usize,
}

/// Looks for some of the words in one pass.
#[derive(Debug, Default)]
struct Automaton {
    /// Without it nothing is told: there are no such words, or too many.
    search: Option<AhoCorasick>,
    /// The numbers of its words.
    numbers: Vec<u32>,
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
    /// What the given rules and their patterns need; of each pattern there are its text and the words it needs. `embedded` are
    /// those of texts for which metavariables stand. The expressions are those whose words are looked for too, in any case.
    pub(crate) fn of<'r>(
        rules: impl Iterator<Item = &'r Rule>,
        patterns: impl Iterator<Item = (&'r Arc<str>, Vec<&'r str>)>,
        embedded: impl Iterator<Item = (&'r Arc<str>, Vec<&'r str>)>,
        expressions: &[&Regex],
        ignores_case: bool,
    ) -> Self {
        let mut words = Words::default();
        let mut needs = Needs::default();
        for (text, own) in patterns {
            needs.patterns.insert(Arc::clone(text), words.numbers(own.into_iter(), ignores_case));
        }
        for (text, own) in embedded {
            needs.embedded.insert(Arc::clone(text), words.numbers(own.into_iter(), ignores_case));
        }
        for regex in expressions {
            if let Some(own) = regex.words() {
                let own = words.numbers(own.iter().map(String::as_str), true);
                needs.expressions.insert(Arc::clone(&regex.text().text), own);
            }
        }
        needs.lengths = words.texts.iter().map(|(text, _)| text.len()).collect();
        let (rules, sources) = rules.map(|rule| of_rule(rule, &needs)).unzip();
        let (exact, caseless) = (words.automaton(false), words.automaton(true));
        Self { exact, caseless, needs, rules, sources, words: words.texts.len() }
    }

    /// The words that stand in a text.
    pub(crate) fn present(&self, text: &str) -> Present {
        let mut present = vec![false; self.words];
        self.exact.mark(text, &mut present);
        // Letters that only Unicode holds for the same as those of a word are not looked for.
        if !self.needs.expressions.is_empty() && has_odd_letters(text) {
            self.caseless.mark_all(&mut present);
        } else {
            self.caseless.mark(text, &mut present);
        }
        Present(present)
    }

    /// Whether a rule, by its place in the program, can find anything; `has_events` says whether the model knows of events in
    /// the file.
    pub(crate) fn admits_rule(&self, place: usize, present: &Present, has_events: bool) -> bool {
        let hold = |clauses: &Clauses| clauses.iter().all(|clause| clause.iter().any(|word| present.has(*word)));
        let sources = self.sources.get(place).filter(|_| !has_events);
        self.rules.get(place).is_none_or(hold) && sources.is_none_or(hold)
    }

    /// Whether a pattern can match anything.
    pub(crate) fn admits_pattern(&self, text: &str, present: &Present) -> bool {
        self.needs.patterns.get(text).is_none_or(|words| words.iter().all(|word| present.has(*word)))
    }

    /// Whether an expression can match anything.
    pub(crate) fn admits_expression(&self, text: &str, present: &Present) -> bool {
        self.needs.expressions.get(text).is_none_or(|words| words.iter().any(|word| present.has(*word)))
    }
}

impl Automaton {
    /// Marks its words that stand in a text.
    fn mark(&self, text: &str, present: &mut [bool]) {
        let Some(search) = &self.search else { return self.mark_all(present) };
        for found in search.find_overlapping_iter(text) {
            let number = self.numbers.get(found.pattern().as_usize());
            if let Some(word) = number.and_then(|number| present.get_mut(*number as usize)) {
                *word = true;
            }
        }
    }

    /// Marks all its words.
    fn mark_all(&self, present: &mut [bool]) {
        for number in &self.numbers {
            if let Some(word) = present.get_mut(*number as usize) {
                *word = true;
            }
        }
    }
}

/// Words by their numbers, each with whether its case does not matter.
#[derive(Debug, Default)]
struct Words {
    texts: Vec<(String, bool)>,
    numbers: FxHashMap<(String, bool), u32>,
}

impl Words {
    /// The numbers of some words, each once.
    fn numbers<'w>(&mut self, words: impl Iterator<Item = &'w str>, is_caseless: bool) -> Vec<u32> {
        let mut own: Vec<u32> = Vec::new();
        for word in words {
            let number = self.number(word, is_caseless);
            if !own.contains(&number) {
                own.push(number);
            }
        }
        own
    }

    fn number(&mut self, word: &str, is_caseless: bool) -> u32 {
        let word = (word.to_owned(), is_caseless);
        if let Some(known) = self.numbers.get(&word) {
            return *known;
        }
        let number = self.texts.len() as u32;
        self.texts.push(word.clone());
        self.numbers.insert(word, number);
        number
    }

    fn automaton(&self, is_caseless: bool) -> Automaton {
        let own = self.texts.iter().zip(0..).filter(|((_, own), _)| *own == is_caseless);
        let (texts, numbers): (Vec<&str>, Vec<u32>) = own.map(|((text, _), number)| (text.as_str(), number)).unzip();
        let mut builder = AhoCorasick::builder();
        builder.match_kind(MatchKind::Standard).ascii_case_insensitive(is_caseless);
        Automaton { search: builder.build(&texts).ok(), numbers }
    }
}

fn of_rule(rule: &Rule, needs: &Needs) -> (Clauses, Clauses) {
    match &rule.mode {
        Mode::Search(formula) => (of_formula(formula, needs), Clauses::new()),
        Mode::Taint(taint) => {
            let sources = of_any(taint.sources.iter().map(|source| &source.formula), needs);
            let sinks = of_any(taint.sinks.iter().map(|sink| &sink.formula), needs);
            // What the model adds to the sources has no words of the rule.
            if rule.metadata.sources.is_empty() {
                ([sources, sinks].concat(), Clauses::new())
            } else {
                (sinks, sources)
            }
        }
        Mode::Join(_) | Mode::Extract(_) | Mode::Dependencies(_) => (Clauses::new(), Clauses::new()),
    }
}

fn of_formula(formula: &Formula, needs: &Needs) -> Clauses {
    match formula {
        Formula::Pattern(text) => {
            needs.patterns.get(&text.text).into_iter().flatten().map(|word| vec![*word]).collect()
        }
        Formula::Regex(regex) => needs.expressions.get(&regex.text().text).cloned().into_iter().collect(),
        Formula::Any(any) => of_any(any.iter(), needs),
        Formula::Inside(inner) | Formula::Anywhere(inner) => of_formula(inner, needs),
        Formula::All(all) => {
            let positives = all.positives.iter().flat_map(|part| of_formula(part, needs));
            positives.chain(all.conditions.iter().flat_map(|condition| of_condition(condition, needs))).collect()
        }
    }
}

/// What a condition on a metavariable needs to stand in the text, where the metavariable is bound to a part of it.
fn of_condition(condition: &Condition, needs: &Needs) -> Clauses {
    match condition {
        Condition::Pattern { language: None, formula, .. } => of_formula(formula, needs),
        Condition::Pattern { language: Some(language), formula, .. } if language.is_text() => {
            of_embedded(formula, needs)
        }
        _ => expression(condition)
            .and_then(|regex| needs.expressions.get(&regex.text().text).cloned())
            .into_iter()
            .collect(),
    }
}

/// What a formula for texts needs of the code in which they stand.
fn of_embedded(formula: &Formula, needs: &Needs) -> Clauses {
    let inner = Needs { patterns: needs.embedded.clone(), lengths: needs.lengths.clone(), ..Needs::default() };
    of_formula(formula, &inner)
}

/// The expression of a condition that must match a part of the text as it is written: not one on the value of a constant,
/// which may be put together from several parts.
pub(crate) fn expression(condition: &Condition) -> Option<&Regex> {
    match condition {
        Condition::Regex { regex, constant_propagation: false, .. } => Some(regex),
        _ => None,
    }
}

/// One of several must match: of each the clause that tells most, together; then of each the one that tells most after it. A
/// single one needs all of its own.
fn of_any<'f>(any: impl Iterator<Item = &'f Formula>, needs: &Needs) -> Clauses {
    let mut parts: Vec<Clauses> = any.map(|part| of_formula(part, needs)).collect();
    if parts.len() == 1 {
        return parts.pop().unwrap_or_default();
    }
    for clauses in &mut parts {
        clauses.sort_by(|one, two| needs.chance(one).total_cmp(&needs.chance(two)));
        clauses.dedup();
    }
    let shared = parts.iter().map(Vec::len).min().unwrap_or(0);
    (0..shared).filter_map(|rank| joined(parts.iter().filter_map(|clauses| clauses.get(rank)))).collect()
}

/// One clause of several, none if that tells too little.
fn joined<'c>(clauses: impl Iterator<Item = &'c Vec<u32>>) -> Option<Vec<u32>> {
    let mut words: Vec<u32> = clauses.flatten().copied().collect();
    words.sort_unstable();
    words.dedup();
    (1..=MOST_WORDS).contains(&words.len()).then_some(words)
}
