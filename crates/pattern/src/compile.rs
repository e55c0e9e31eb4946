//! From rules to what runs: their patterns read in one language, with one table of names.

use rustc_hash::FxHashMap;
use std::sync::Arc;

use finding::{Notice, NoticeKind};
use tree::{Pattern, PatternError, Symbol, Symbols};

use crate::generic::{self, Settings};
use crate::prefilter::{self, Prefilter, Present};
use crate::rule::{Condition, Formula, Language, Mode, Options, Regex, Rule};
use crate::{Metavariable, Text};

/// The rules of one language, ready to run.
#[derive(Debug)]
pub struct Program {
    /// The language; none for rules that run on the text of any file.
    pub language: Option<tree::Language>,
    /// The names of all patterns; the symbols of code lie over them.
    pub symbols: Arc<Symbols>,
    /// The rules that run, by their number among those given.
    pub rules: Vec<usize>,
    /// The rules that do not, because of a pattern that is none.
    pub broken: Vec<usize>,
    patterns: Patterns,
    prefilter: Prefilter,
    /// The patterns for code of other languages that stands in texts, and for texts.
    embedded: FxHashMap<Option<tree::Language>, Program>,
}

/// The patterns of a program, each once, by their texts.
#[derive(Debug, Default)]
struct Patterns {
    code: FxHashMap<Arc<str>, Pattern>,
    /// Those of the language `generic`, which mean different things under different options.
    generic: FxHashMap<Arc<str>, Vec<(Settings, generic::Pattern)>>,
}

/// Reads the patterns of the rules that are for a language. A pattern that is none disables its rule, which is said.
pub fn compile(rules: &[Rule], language: tree::Language) -> (Program, Vec<Notice>) {
    compiled(rules, Some(language), |rule| rule.languages.iter().any(|own| own.code().contains(&language)))
}

/// Reads the patterns of the rules that run on the text of any file: those for `generic` and `regex`.
pub fn compile_for_text(rules: &[Rule]) -> (Program, Vec<Notice>) {
    compiled(rules, None, |rule| rule.languages.iter().any(|own| own.is_text()))
}

fn compiled(
    rules: &[Rule],
    language: Option<tree::Language>,
    is_own: impl Fn(&Rule) -> bool,
) -> (Program, Vec<Notice>) {
    let mut work = Work::new(language);
    let (mut running, mut broken, mut notices) = (Vec::new(), Vec::new(), Vec::new());
    for (number, rule) in rules.iter().enumerate().filter(|(_, rule)| is_own(rule)) {
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
    let for_texts = if language.is_some() { work.embedded.get(&None) } else { Some(&work) };
    let prefilter = work.patterns.prefilter(own, &work.symbols, for_texts.map(|work| &work.patterns));
    (Program { rules: running, broken, ..work.program(prefilter) }, notices)
}

/// The language of code that a rule's language stands for.
pub(crate) fn of_rule(language: Language) -> Option<tree::Language> {
    language.code().first().copied()
}

impl Patterns {
    /// What must stand in a text for rules to find anything there; what a metavariable is bound to stands in the text too.
    /// `texts` are the patterns that texts must match for which metavariables stand.
    fn prefilter<'r>(
        &'r self,
        rules: impl Iterator<Item = &'r Rule> + Clone,
        symbols: &'r Symbols,
        texts: Option<&'r Self>,
    ) -> Prefilter {
        let mut expressions: Vec<&Regex> = Vec::new();
        for formula in rules.clone().flat_map(|rule| rule.mode.formulas()) {
            formula.visit(&mut |part| match part {
                Formula::Regex(regex) => expressions.push(regex),
                Formula::All(all) => expressions.extend(all.conditions.iter().filter_map(prefilter::expression)),
                _ => {}
            });
        }
        let code = self.code.iter().map(|(text, pattern)| {
            let words = pattern.names.iter().flatten().chain(&pattern.texts);
            (text, words.map(|word| symbols.text(*word)).collect::<Vec<_>>())
        });
        let words_of = |text: &'r Arc<str>| (text, generic::words(text));
        let generic = self.generic.keys().map(words_of);
        let embedded = texts.into_iter().flat_map(|texts| texts.generic.keys()).map(words_of);
        let settings = self.generic.values().chain(texts.into_iter().flat_map(|texts| texts.generic.values()));
        // Names of PHP may be written in capitals or not.
        let ignores_case = self.code.values().any(|pattern| pattern.tree.language() == tree::Language::Php)
            || settings.flatten().any(|(settings, _)| settings.is_caseless());
        Prefilter::of(rules, code.chain(generic), embedded, &expressions, ignores_case)
    }
}

impl Program {
    /// The words of the patterns that stand in the text of a file, and the rules that may find something there, by their
    /// number among those given. `has_events` says whether the model knows of events that begin there.
    pub fn candidates(&self, text: &str, has_events: bool) -> (Present, Vec<usize>) {
        let present = self.prefilter.present(text);
        let is_admitted = |place: usize| self.prefilter.admits_rule(place, &present, has_events);
        let rules = self.rules.iter().enumerate().filter(|(place, _)| is_admitted(*place));
        let rules = rules.map(|(_, number)| *number).collect();
        (present, rules)
    }

    /// Whether a pattern can match anything in a file with these words.
    pub(crate) fn admits(&self, text: &str, present: &Present) -> bool {
        self.prefilter.admits_pattern(text, present)
    }

    /// Whether an expression can match anything in a file with these words.
    pub(crate) fn admits_expression(&self, text: &str, present: &Present) -> bool {
        self.prefilter.admits_expression(text, present)
    }

    /// The patterns for code of another language, or for texts.
    pub(crate) fn embedded(&self, language: Option<tree::Language>) -> Option<&Self> {
        self.embedded.get(&language)
    }

    /// The pattern of a text.
    pub(crate) fn pattern(&self, text: &str) -> Option<&Pattern> {
        self.patterns.code.get(text)
    }

    /// The generic pattern of a text under the options of a rule, with its number among those of the text.
    pub(crate) fn generic(&self, text: &str, options: &Options) -> Option<(usize, &Settings, &generic::Pattern)> {
        let known = self.patterns.generic.get(text)?.iter().enumerate();
        let mut known = known.map(|(number, (settings, pattern))| (number, settings, pattern));
        known.find(|(_, settings, _)| settings.is_of(options))
    }

    /// The symbol of a metavariable; none if no pattern names it.
    pub(crate) fn metavariable(&self, metavariable: &Metavariable) -> Option<Symbol> {
        self.symbols.find(metavariable.as_str())
    }
}

struct Work {
    language: Option<tree::Language>,
    symbols: Symbols,
    patterns: Patterns,
    embedded: FxHashMap<Option<tree::Language>, Work>,
}

impl Work {
    fn new(language: Option<tree::Language>) -> Self {
        Self { language, symbols: Symbols::new(), patterns: Patterns::default(), embedded: FxHashMap::default() }
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
                self.groups(regex);
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
            Condition::Pattern { language: Some(language), formula, .. } => {
                let other = of_rule(*language);
                if other.is_none() && !language.is_text() {
                    return Ok(());
                }
                if language.is_text() && self.language.is_none() {
                    return self.formula(rule, formula);
                }
                let work = self.embedded.entry(other).or_insert_with(|| Self::new(other));
                work.formula(rule, formula)?;
                // What it binds has a name outside of it too.
                self.names_of(formula);
                Ok(())
            }
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

    /// Gives what the patterns and expressions of a formula may bind its names.
    fn names_of(&mut self, formula: &Formula) {
        formula.visit(&mut |part| match part {
            Formula::Pattern(text) => metavariables(&text.text).for_each(|name| {
                self.symbols.intern(name);
            }),
            Formula::Regex(regex) => self.groups(regex),
            _ => {}
        });
    }

    /// The groups of an expression bind `$1`, `$2` and names.
    fn groups(&mut self, regex: &Regex) {
        for (number, name) in regex.group_names().unwrap_or_default().into_iter().enumerate() {
            self.symbols.intern(&format!("${}", number + 1));
            if let Some(name) = name {
                self.symbols.intern(&format!("${name}"));
            }
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
        let read = match self.language {
            Some(language) => self.code_pattern(text, language).map_err(|error| error.to_string()),
            None => self.generic_pattern(text, &rule.options),
        };
        read.map_err(|error| {
            let message = format!("rule `{}` is not run: {error}", rule.id.as_str());
            Notice::at(text.span, NoticeKind::Invalid, message)
        })
    }

    fn code_pattern(&mut self, text: &Text, language: tree::Language) -> Result<(), PatternError> {
        if !self.patterns.code.contains_key(&text.text) {
            let pattern = tree::pattern(&text.text, language, &mut self.symbols)?;
            self.names_in_texts(&pattern);
            self.patterns.code.insert(Arc::clone(&text.text), pattern);
        }
        Ok(())
    }

    fn generic_pattern(&mut self, text: &Text, options: &Options) -> Result<(), String> {
        let known = self.patterns.generic.entry(Arc::clone(&text.text)).or_default();
        if !known.iter().any(|(settings, _)| settings.is_of(options)) {
            let settings = Settings::of(options);
            let pattern = generic::Pattern::read(&text.text, &settings, &mut self.symbols)?;
            known.push((settings, pattern));
        }
        Ok(())
    }
}

/// The metavariables that the text of a pattern names, as far as that can be told without reading it.
fn metavariables(pattern: &str) -> impl Iterator<Item = &str> {
    pattern.match_indices('$').filter_map(|(at, _)| {
        let rest = pattern.get(at..)?;
        let dots = if rest.starts_with("$...") { 4 } else { 1 };
        let name = rest.get(dots..)?;
        let length = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(name.len());
        (length > 0).then(|| rest.get(..dots + length)).flatten()
    })
}
