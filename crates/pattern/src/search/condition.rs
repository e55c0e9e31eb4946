//! What must hold of what metavariables stand for.

mod redos;

use std::sync::Arc;

use source::{FileId, Limits};
use tree::{Constant, Kind, NodeId, Tree, is_expression, is_type};

use super::Run;
use super::entropy::looks_random;
use crate::comparison::{Context, Value};
use crate::compile::{Program, of_rule};
use crate::environment::{Bound, Environment};
use crate::matching::{Code, Match, has_type, is_like};
use crate::prefilter::Present;
use crate::rule::{All, Analyzer, Condition, Formula, Language, Options, Regex};
use crate::{Metavariable, Text};

impl Run<'_> {
    /// The match if the condition holds, once for each way in which it does.
    pub(super) fn satisfying(&self, options: &Options, condition: &Condition, one: Match) -> Vec<Match> {
        let bound = |metavariable: &Metavariable| {
            self.program.metavariable(metavariable).and_then(|name| one.environment.get(name).cloned())
        };
        let holds = match condition {
            Condition::Regex { metavariable, regex, constant_propagation } => {
                let Some(bound) = bound(metavariable) else { return Vec::new() };
                let constant = self.constant(&bound).filter(|_| *constant_propagation);
                let text = constant.and_then(|constant| constant.text).unwrap_or_else(|| self.code.text_of(&bound));
                return self.named_groups(regex, &text, &bound, one);
            }
            Condition::Pattern { metavariable, language, formula } => {
                let Some(bound) = bound(metavariable) else { return Vec::new() };
                return self.within(options, *language, formula, &bound, one);
            }
            Condition::Comparison { expression, .. } => {
                let lookup = |name: &str| bound(&Metavariable::new(name)).map(|bound| self.value(&bound));
                expression.holds(&Context { lookup: &lookup, today: 0.0 })
            }
            Condition::Analysis { metavariable, analyzer } => {
                bound(metavariable).is_some_and(|bound| analysis(*analyzer, &self.plain_text(&bound)))
            }
            Condition::Type { metavariable, types, .. } => bound(metavariable)
                .is_some_and(|bound| types.iter().any(|written| self.is_typed(options, written, &bound))),
            Condition::Name { .. } => false,
        };
        if holds { vec![one] } else { Vec::new() }
    }

    /// The match if an expression finds something in the text of a metavariable; its named groups are metavariables.
    fn named_groups(&self, regex: &Regex, text: &str, bound: &Bound, mut one: Match) -> Vec<Match> {
        let names = regex.group_names().unwrap_or_default();
        if names.iter().all(Option::is_none) {
            return if regex.is_match(text).unwrap_or(false) { vec![one] } else { Vec::new() };
        }
        let Some(found) = regex.matches(text).next().and_then(Result::ok) else { return Vec::new() };
        let offset = self.code.range_of(bound).map_or(0, |range| range.start);
        for (group, name) in found.groups.iter().zip(names) {
            let symbol = name.and_then(|name| self.program.symbols.find(&format!("${name}")));
            let (Some(group), Some(symbol)) = (group, symbol) else { continue };
            if one.environment.get(symbol).is_none() {
                let content: Arc<str> = Arc::from(text.get(group.clone()).unwrap_or_default());
                let place = offset + group.start as u32..offset + group.end as u32;
                one.environment.push(symbol, Bound::Text(content, place));
            }
        }
        vec![one]
    }

    /// The ways in which the code of a metavariable matches a formula.
    fn within(
        &self,
        options: &Options,
        language: Option<Language>,
        formula: &Formula,
        bound: &Bound,
        one: Match,
    ) -> Vec<Match> {
        if language == Some(Language::Regex) && self.is_code(bound) {
            return Vec::new();
        }
        if let Some(program) = self.inner_program(language) {
            return self.embedded(program, options, formula, bound, one);
        }
        if language.is_none() && self.is_as_whole(formula, bound) {
            return vec![one];
        }
        if language.is_some() || self.is_mere_name(bound) {
            // Only text can be looked at: regular expressions.
            return if self.text_matches(formula, &self.plain_text(bound)) { vec![one] } else { Vec::new() };
        }
        let Some(range) = self.code.range_of(bound) else { return Vec::new() };
        let whole = Match { range: range.clone(), environment: one.environment.clone() };
        // Expressions see the text of the metavariable alone.
        let before = self.window.replace(Some(range));
        let found = match formula {
            Formula::All(all) => self.all(options, all, Some(whole)),
            other => {
                let all = All {
                    span: source::Span::new(FileId(0), 0, 0),
                    positives: vec![other.clone()],
                    negatives: Vec::new(),
                    conditions: Vec::new(),
                    focus: Vec::new(),
                    fix: None,
                    bind: None,
                };
                self.all(options, &all, Some(whole))
            }
        };
        self.window.replace(before);
        let mut ways: Vec<Match> = Vec::new();
        for way in found {
            let way = Match { range: one.range.clone(), environment: way.environment };
            if !ways.contains(&way) {
                ways.push(way);
            }
        }
        ways
    }

    /// Whether a metavariable stands for code that is not just a text.
    fn is_code(&self, bound: &Bound) -> bool {
        match bound {
            Bound::Node(node) => self.code.tree.kind(*node) != Kind::Str,
            Bound::Nodes(..) => true,
            Bound::Text(..) | Bound::Words(..) => false,
        }
    }

    /// The program that reads what a metavariable stands for: the one of a language that is named, or this one over texts.
    fn inner_program(&self, language: Option<Language>) -> Option<&Program> {
        match language {
            None if self.program.language.is_none() => Some(self.program),
            None => None,
            Some(language) if language.is_text() && self.program.language.is_none() => Some(self.program),
            Some(language) if language.is_text() => self.program.embedded(None),
            Some(language) => of_rule(language).and_then(|other| self.program.embedded(Some(other))),
        }
    }

    /// The ways in which the text of a metavariable, read as code of another language or as text, matches a formula.
    /// Metavariables that have a value keep it, and in code must have the same there; new ones stand for texts.
    fn embedded(
        &self,
        program: &Program,
        options: &Options,
        formula: &Formula,
        bound: &Bound,
        one: Match,
    ) -> Vec<Match> {
        let text = if program.language.is_none() { self.written(bound) } else { self.plain_text(bound) };
        let place = self.code.range_of(bound).unwrap_or_default();
        let source = self.code.text.get(place.start as usize..place.end as usize).unwrap_or_default();
        let (start, offset) = (place.start, source.find(&*text).map(|at| place.start + at as u32));
        let text = adjusted(text, program);
        let (tree, names) = match program.language {
            Some(language) => {
                let (tree, _) = tree::parse(FileId(0), &text, language, &program.symbols, &Limits::default());
                let names = tree::names(&tree);
                (tree, names)
            }
            None => (Tree::of_text(&program.symbols), tree::Names::default()),
        };
        let present = Present::unknown();
        let inner = self.inner(program, Code { text: &text, tree: &tree, names: &names }, &present);
        let whole = Match { range: 0..text.len() as u32, environment: Environment::default() };
        let mut ways: Vec<Match> = Vec::new();
        for found in inner.within_whole(options, formula, whole) {
            let mut environment = one.environment.clone();
            let mut agrees = true;
            for (name, value) in found.environment.iter() {
                let text = inner.code.text_of(value);
                let Some(name) = self.program.symbols.find(program.symbols.text(name)) else { continue };
                match one.environment.get(name) {
                    Some(own) => agrees &= program.language.is_none() || self.code.text_of(own) == text,
                    None => {
                        let place = inner.code.range_of(value).zip(offset).filter(|_| program.language.is_none());
                        let place = place.map(|(range, offset)| range.start + offset..range.end + offset);
                        let place = place.unwrap_or(start..start);
                        let is_words = self.program.language.is_none() && matches!(value, Bound::Words(..));
                        environment
                            .push(name, if is_words { Bound::Words(text, place) } else { Bound::Text(text, place) });
                    }
                }
            }
            let way = Match { range: one.range.clone(), environment };
            if agrees && !ways.contains(&way) {
                ways.push(way);
            }
        }
        ways
    }

    /// The matches of a formula on a text, where negations and conditions alone are about all of it.
    fn within_whole(&self, options: &Options, formula: &Formula, whole: Match) -> Vec<Match> {
        match formula {
            Formula::All(all) if all.positives.is_empty() => self.all(options, all, Some(whole)),
            other => self.formula(options, other),
        }
    }

    /// The content of a text that is written here, or the code as written, whatever its value is.
    fn written(&self, bound: &Bound) -> Arc<str> {
        match bound {
            Bound::Node(node) if self.code.tree.kind(*node) == Kind::Str => self.plain_text(bound),
            _ => self.code.text_of(bound),
        }
    }

    /// Whether a text satisfies the regular expressions of a formula; of patterns only a name or a metavariable does.
    fn text_matches(&self, formula: &Formula, text: &str) -> bool {
        match formula {
            Formula::Regex(regex) => regex.is_match(text).unwrap_or(false),
            Formula::Pattern(pattern) => {
                let pattern = pattern.text.trim();
                pattern == text || tree::is_metavariable(pattern)
            }
            Formula::Any(any) => any.iter().any(|part| self.text_matches(part, text)),
            Formula::Inside(inner) | Formula::Anywhere(inner) => self.text_matches(inner, text),
            Formula::All(all) => {
                all.positives.iter().all(|part| self.text_matches(part, text))
                    && !all.negatives.iter().any(|part| self.text_matches(part, text))
            }
        }
    }

    /// Whether a metavariable that stands for a type, or for a name of what is imported, does so as a formula says. Neither is
    /// code in which something is found.
    fn is_as_whole(&self, formula: &Formula, bound: &Bound) -> bool {
        match bound {
            Bound::Node(node) if is_type(self.code.tree, *node) => self.fits(formula, bound),
            Bound::Text(text, _) if self.code.range_of(bound).is_some_and(|range| !self.is_written(text, &range)) => {
                self.fits(formula, bound)
            }
            _ => false,
        }
    }

    /// Whether a text stands at its place.
    fn is_written(&self, text: &str, range: &std::ops::Range<u32>) -> bool {
        self.code.text.get(range.start as usize..range.end as usize).is_some_and(|written| written.contains(text))
    }

    fn fits(&self, formula: &Formula, bound: &Bound) -> bool {
        match formula {
            Formula::Pattern(pattern) => match bound {
                Bound::Node(node) => self.program.pattern(&pattern.text).is_some_and(|own| {
                    own.roots.len() == 1 && is_like(own, &self.program.symbols, self.code, self.steps, *node)
                }),
                bound => *self.code.text_of(bound) == *pattern.text.trim(),
            },
            Formula::Regex(regex) => regex.is_match(&self.code.text_of(bound)).unwrap_or(false),
            Formula::Any(any) => any.iter().any(|part| self.fits(part, bound)),
            Formula::Inside(inner) | Formula::Anywhere(inner) => self.fits(inner, bound),
            Formula::All(all) => {
                all.conditions.is_empty()
                    && all.positives.iter().all(|part| self.fits(part, bound))
                    && !all.negatives.iter().any(|part| self.fits(part, bound))
            }
        }
    }

    /// Whether a metavariable stands for a name that is no expression, such as that of a method.
    fn is_mere_name(&self, bound: &Bound) -> bool {
        let Bound::Node(node) = bound else { return false };
        self.code.tree.kind(*node) == Kind::Name && !is_expression(self.code.tree, *node)
    }

    fn constant(&self, bound: &Bound) -> Option<Constant> {
        match bound {
            Bound::Node(node) => self.code.names.constant(self.code.tree, *node),
            Bound::Text(text, _) | Bound::Words(text, _) => {
                Some(Constant { kind: Kind::Str, text: Some(Arc::clone(text)), origin: None })
            }
            Bound::Nodes(..) => None,
        }
    }

    /// The content of a text, or the code as written.
    fn plain_text(&self, bound: &Bound) -> Arc<str> {
        let constant = self.constant(bound).filter(|constant| constant.kind == Kind::Str);
        constant.and_then(|constant| constant.text).unwrap_or_else(|| self.code.text_of(bound))
    }

    fn value(&self, bound: &Bound) -> Value {
        let code = || Value::Code(self.code.text_of(bound));
        let Some(Constant { kind, text: Some(text), .. }) = self.constant(bound) else { return code() };
        match kind {
            // A word of a text may be a number.
            Kind::Str if matches!(bound, Bound::Words(..)) => {
                Value::int_of(&text).map_or(Value::Text(text), Value::Int)
            }
            Kind::Str => Value::Text(text),
            Kind::Int => integer(&text).map_or_else(code, Value::Int),
            Kind::Float => text.parse().map_or_else(|_| code(), Value::Float),
            Kind::Bool => Value::Bool(&*text == "true"),
            _ => code(),
        }
    }

    fn is_typed(&self, options: &Options, written: &Text, bound: &Bound) -> bool {
        let (Some(pattern), Bound::Node(node)) = (self.program.pattern(&written.text), bound) else { return false };
        let root = pattern.roots.first().copied().unwrap_or(NodeId::ROOT);
        has_type(pattern, root, &self.program.symbols, self.code, options, self.steps, *node)
    }
}

/// Whether a condition only leaves matches out, and binds no metavariables.
pub(super) fn binds_nothing(condition: &Condition) -> bool {
    match condition {
        Condition::Regex { regex, .. } => regex.group_names().unwrap_or_default().iter().all(Option::is_none),
        Condition::Comparison { .. } | Condition::Analysis { .. } => true,
        Condition::Pattern { .. } | Condition::Type { .. } | Condition::Name { .. } => false,
    }
}

/// A text as code of a language: what is PHP without saying so says so.
fn adjusted(text: Arc<str>, program: &Program) -> Arc<str> {
    let is_php = program.language == Some(tree::Language::Php);
    if is_php && !text.trim_start().starts_with("<?") { Arc::from(format!("<?php {text}")) } else { text }
}

/// The number that a literal writes, which may be octal in the old way and say its size.
fn integer(text: &str) -> Option<i64> {
    let digits = text.trim_end_matches(['l', 'L', 'n']);
    let octal = digits.strip_prefix('0').filter(|octal| !octal.is_empty());
    octal.and_then(|octal| i64::from_str_radix(octal, 8).ok()).or_else(|| Value::int_of(digits))
}

/// What an analysis says of a text.
fn analysis(analyzer: Analyzer, text: &str) -> bool {
    match analyzer {
        Analyzer::Entropy | Analyzer::EntropyV2(_) => looks_random(text),
        Analyzer::Redos => redos::is_slow(text),
    }
}
