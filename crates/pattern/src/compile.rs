//! From rules to what runs: their patterns read in one language, with one table of names.

use rustc_hash::FxHashMap;
use std::sync::Arc;

use finding::{Notice, NoticeKind};
use tree::{Pattern, Symbol, Symbols};

use crate::prefilter::{Prefilter, Present};
use crate::rule::{Condition, Formula, Language, Mode, Rule};
use crate::{Metavariable, Text};

/// The rules of one language, ready to run.
#[derive(Debug)]
pub struct Program {
    /// The language.
    pub language: tree::Language,
    /// The names of all patterns; the symbols of code lie over them.
    pub symbols: Arc<Symbols>,
    /// The rules that run, by their number among those given.
    pub rules: Vec<usize>,
    /// The rules that do not, because of a pattern that is none.
    pub broken: Vec<usize>,
    /// Each pattern once, by its text.
    patterns: FxHashMap<Arc<str>, Pattern>,
    prefilter: Prefilter,
    /// The patterns for code of other languages that stands in texts.
    embedded: FxHashMap<tree::Language, Program>,
}

/// Reads the patterns of the rules that are for a language. A pattern that is none disables its rule, which is said.
pub fn compile(rules: &[Rule], language: tree::Language) -> (Program, Vec<Notice>) {
    let mut work = Work::new(language);
    let (mut running, mut broken, mut notices) = (Vec::new(), Vec::new(), Vec::new());
    for (number, rule) in rules.iter().enumerate() {
        if !rule.languages.iter().any(|own| runs_on(*own, language)) {
            continue;
        }
        match work.rule(rule) {
            Ok(true) => running.push(number),
            Ok(false) => {}
            Err(notice) => {
                broken.push(number);
                notices.push(notice);
            }
        }
    }
    let own = running.iter().filter_map(|number| rules.get(*number));
    let prefilter = Prefilter::of(own, &work.patterns, &work.symbols);
    (Program { rules: running, broken, ..work.program(prefilter) }, notices)
}

/// Whether rules of a language run on code of another.
fn runs_on(rule: Language, code: tree::Language) -> bool {
    of_rule(rule) == Some(code) || (rule == Language::TypeScript && code == tree::Language::Tsx)
}

/// The language of code that a rule's language stands for.
pub(crate) fn of_rule(language: Language) -> Option<tree::Language> {
    match language {
        Language::Python => Some(tree::Language::Python),
        Language::JavaScript => Some(tree::Language::JavaScript),
        Language::TypeScript => Some(tree::Language::TypeScript),
        Language::Java => Some(tree::Language::Java),
        Language::Go => Some(tree::Language::Go),
        Language::Ruby => Some(tree::Language::Ruby),
        Language::Php => Some(tree::Language::Php),
        Language::CSharp => Some(tree::Language::CSharp),
        _ => None,
    }
}

impl Program {
    /// The words of the patterns that stand in the text of a file, and the rules that may find something there, by their
    /// number among those given.
    pub fn candidates(&self, text: &str) -> (Present, Vec<usize>) {
        let present = self.prefilter.present(text);
        let places = self.rules.iter().enumerate().filter(|(place, _)| self.prefilter.admits_rule(*place, &present));
        let rules = places.map(|(_, number)| *number).collect();
        (present, rules)
    }

    /// Whether a pattern can match anything in a file with these words.
    pub(crate) fn admits(&self, text: &str, present: &Present) -> bool {
        self.prefilter.admits_pattern(text, present)
    }

    /// The patterns for code of another language.
    pub(crate) fn embedded(&self, language: tree::Language) -> Option<&Self> {
        self.embedded.get(&language)
    }

    /// The pattern of a text.
    pub(crate) fn pattern(&self, text: &str) -> Option<&Pattern> {
        self.patterns.get(text)
    }

    /// The symbol of a metavariable; none if no pattern names it.
    pub(crate) fn metavariable(&self, metavariable: &Metavariable) -> Option<Symbol> {
        self.symbols.find(metavariable.as_str())
    }
}

struct Work {
    language: tree::Language,
    symbols: Symbols,
    patterns: FxHashMap<Arc<str>, Pattern>,
    embedded: FxHashMap<tree::Language, Work>,
}

impl Work {
    fn new(language: tree::Language) -> Self {
        Self { language, symbols: Symbols::new(), patterns: FxHashMap::default(), embedded: FxHashMap::default() }
    }

    fn program(self, prefilter: Prefilter) -> Program {
        let embedded = self.embedded.into_iter();
        Program {
            language: self.language,
            symbols: Arc::new(self.symbols),
            rules: Vec::new(),
            broken: Vec::new(),
            patterns: self.patterns,
            prefilter,
            embedded: embedded.map(|(language, work)| (language, work.program(Prefilter::default()))).collect(),
        }
    }

    /// Reads the patterns of a rule; says whether it is one that runs on code.
    fn rule(&mut self, rule: &Rule) -> Result<bool, Notice> {
        match &rule.mode {
            Mode::Search(formula) => self.formula(rule, formula)?,
            Mode::Taint(taint) => taint.formulas().try_for_each(|formula| self.formula(rule, formula))?,
            Mode::Join(_) | Mode::Extract(_) | Mode::Dependencies(_) => return Ok(false),
        }
        Ok(true)
    }

    fn formula(&mut self, rule: &Rule, formula: &Formula) -> Result<(), Notice> {
        match formula {
            Formula::Pattern(text) => self.pattern(rule, text),
            Formula::Regex(regex) => {
                // Groups bind `$1`, `$2` and names.
                for (number, name) in regex.group_names().unwrap_or_default().into_iter().enumerate() {
                    self.symbols.intern(&format!("${}", number + 1));
                    if let Some(name) = name {
                        self.symbols.intern(&format!("${name}"));
                    }
                }
                Ok(())
            }
            Formula::Any(any) => any.iter().try_for_each(|part| self.formula(rule, part)),
            Formula::Inside(inner) | Formula::Anywhere(inner) => self.formula(rule, inner),
            Formula::All(all) => {
                if let Some(name) = &all.bind {
                    self.symbols.intern(name.as_str());
                }
                all.positives.iter().chain(&all.negatives).try_for_each(|part| self.formula(rule, part))?;
                all.conditions.iter().try_for_each(|condition| self.condition(rule, condition))
            }
        }
    }

    fn condition(&mut self, rule: &Rule, condition: &Condition) -> Result<(), Notice> {
        match condition {
            Condition::Pattern { language: None, formula, .. } => self.formula(rule, formula),
            Condition::Pattern { language: Some(language), formula, .. } => match of_rule(*language) {
                Some(other) => {
                    let work = self.embedded.entry(other).or_insert_with(|| Self::new(other));
                    work.formula(rule, formula)
                }
                None if has_patterns(formula) => Ok(()),
                None => self.formula(rule, formula),
            },
            Condition::Type { types, .. } => types.iter().try_for_each(|written| self.pattern(rule, written)),
            Condition::Regex { regex, .. } => {
                for name in regex.group_names().unwrap_or_default().into_iter().flatten() {
                    self.symbols.intern(&format!("${name}"));
                }
                Ok(())
            }
            Condition::Comparison { .. } | Condition::Analysis { .. } | Condition::Name { .. } => Ok(()),
        }
    }

    /// Metavariables that stand in regular expression literals have names too.
    fn names_in_texts(&mut self, pattern: &Pattern) {
        for node in pattern.tree.nodes().filter(|node| node.kind() == tree::Kind::Regex) {
            let text = self.symbols.text(node.symbol()).to_owned();
            let inner = text.trim_start_matches('/').rsplit_once('/').map(|(inner, _)| inner);
            if let Some(name) = inner.filter(|inner| tree::is_metavariable(inner)) {
                self.symbols.intern(name);
            }
        }
    }

    fn pattern(&mut self, rule: &Rule, text: &Text) -> Result<(), Notice> {
        if self.patterns.contains_key(&text.text) {
            return Ok(());
        }
        match tree::pattern(&text.text, self.language, &mut self.symbols) {
            Ok(pattern) => {
                self.names_in_texts(&pattern);
                self.patterns.insert(Arc::clone(&text.text), pattern);
                Ok(())
            }
            Err(error) => {
                let message = format!("rule `{}` is not run: {error}", rule.id.as_str());
                Err(Notice::at(text.span, NoticeKind::Invalid, message))
            }
        }
    }
}

fn has_patterns(formula: &Formula) -> bool {
    let mut found = false;
    formula.visit(&mut |part| found |= matches!(part, Formula::Pattern(_)));
    found
}
