//! What must hold of what metavariables stand for.

mod generic;
mod redos;

use std::sync::Arc;

use source::{FileId, Limits};
use tree::{Constant, Kind, NodeId, is_expression, is_type};

use super::Run;
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
        if let Some(program) = language.and_then(of_rule).and_then(|other| self.program.embedded(other)) {
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

    /// The match if the text of a metavariable, read as code of another language, matches a formula. Metavariables that
    /// have a value keep it; new ones stand for texts.
    fn embedded(
        &self,
        program: &Program,
        options: &Options,
        formula: &Formula,
        bound: &Bound,
        one: Match,
    ) -> Vec<Match> {
        let text = self.plain_text(bound);
        let offset = self.code.range_of(bound).map_or(0, |range| range.start);
        let (tree, _) = tree::parse(FileId(0), &text, program.language, &program.symbols, &Limits::default());
        let names = tree::names(&tree);
        let present = Present::unknown();
        let inner = Run::new(program, Code { text: &text, tree: &tree, names: &names }, &present, self.steps);
        let whole = Match { range: 0..text.len() as u32, environment: Environment::default() };
        let all = match formula {
            // What must not be found is looked for in all of the text.
            Formula::All(all) if all.positives.is_empty() => inner.all(options, all, Some(whole)),
            other => inner.formula(options, other),
        };
        let mut ways: Vec<Match> = Vec::new();
        for found in all {
            let mut environment = one.environment.clone();
            let mut agrees = true;
            for (name, value) in found.environment.iter() {
                let text = inner.code.text_of(value);
                let Some(name) = self.program.symbols.find(program.symbols.text(name)) else { continue };
                match one.environment.get(name) {
                    Some(own) => agrees &= self.code.text_of(own) == text,
                    None => environment.push(name, Bound::Text(text, offset..offset)),
                }
            }
            let way = Match { range: one.range.clone(), environment };
            if agrees && !ways.contains(&way) {
                ways.push(way);
            }
        }
        ways
    }

    /// Whether a text satisfies the regular expressions of a formula; patterns of other languages never do.
    fn text_matches(&self, formula: &Formula, text: &str) -> bool {
        match formula {
            Formula::Regex(regex) => regex.is_match(text).unwrap_or(false),
            Formula::Pattern(pattern) => generic::matches(&pattern.text, text),
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
            Bound::Text(text, _) => Some(Constant { kind: Kind::Str, text: Some(Arc::clone(text)), origin: None }),
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

/// Whether a text looks like a secret: long, in one word, with letters of both cases or digits among them.
fn looks_random(text: &str) -> bool {
    let has = |test: fn(&char) -> bool| text.chars().any(|character| test(&character));
    let mixed = has(char::is_ascii_digit) || (has(char::is_ascii_uppercase) && has(char::is_ascii_lowercase));
    text.len() >= 16 && mixed && !text.contains(char::is_whitespace)
}
