//! What rules find in a file, as places: with the text of the file a finding can be made of it, now or later.

use std::ops::Range;
use std::sync::Arc;

use finding::{Confidence, Edit, Finding, Fix, FixSafety, Location, RuleId, Step};
use flow::Events;
use pattern::{Bound, Code, Filling, Match, Rule, Run, interpolated};
use serde::{Deserialize, Serialize};
use source::{FileId, Span};

use super::{matches, secrets};

/// Bytes of a replacement that the title of a fix shows.
const MOST_SHOWN: usize = 60;

/// One thing that a rule finds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Hit {
    /// The rule, by its number.
    pub rule: usize,
    /// Where.
    range: Range<u32>,
    /// Where the taint comes from, if that is another place.
    source: Option<Range<u32>>,
    /// The metavariables that the rule's words name.
    bound: Vec<Named>,
    /// The bytes that no report may show.
    pub secrets: Vec<Range<u32>>,
}

/// A metavariable and what it stands for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Named {
    name: String,
    /// Where it is written.
    at: Range<u32>,
    /// What it stands for, if that is not what is written there. Never stored.
    #[serde(skip)]
    text: Option<Arc<str>>,
    /// The constant it holds, if the rule's words ask for it. Never stored.
    #[serde(skip)]
    value: Option<Arc<str>>,
}

impl Hit {
    /// A match of a rule, and where its taint comes from.
    pub fn of(number: usize, rule: &Rule, (found, source): &(Match, Option<Range<u32>>), run: &Run<'_>) -> Self {
        let code = run.code();
        let words = [Some(&rule.message), rule.fix.as_ref()].into_iter().flatten().map(|text| text.as_str());
        let words: Vec<&str> = words.collect();
        let secrets = secrets::of(rule, found, code);
        let bound = found.environment.iter().filter_map(|(symbol, bound)| {
            let name = run.name(symbol);
            let is_named = words.iter().any(|words| words.contains(name));
            let has_value = secrets.is_empty() && words.iter().any(|words| words.contains("value("));
            is_named.then(|| Named::of(name, bound, has_value, code))
        });
        let bound = bound.collect();
        let source = source.clone().filter(|source| *source != found.range);
        Self { rule: number, range: found.range.clone(), source, bound, secrets }
    }

    /// Whether the places and the file's text say all.
    pub fn is_plain(&self) -> bool {
        self.bound.iter().all(|named| named.text.is_none() && named.value.is_none())
    }

    /// Where it begins.
    pub fn start(&self) -> u32 {
        self.range.start
    }

    /// Whether another is at the same place.
    fn is_at(&self, other: &Self) -> bool {
        self.rule == other.rule && self.range == other.range
    }

    /// The finding, in a file of this text.
    pub fn finding(&self, id: &RuleId, rule: &Rule, file: FileId, text: &str) -> Finding {
        let span = Span::new(file, self.range.start as usize, self.range.end as usize);
        let location = Location { span, resource: String::new() };
        let confidence = rule.metadata.confidence.unwrap_or(Confidence::Medium);
        let shown: Vec<String> = self.bound.iter().map(|named| one_line(&named.shown(text, &self.secrets))).collect();
        let fillings: Vec<Filling<'_>> =
            self.bound.iter().zip(&shown).map(|(named, shown)| named.filled(shown)).collect();
        let message = one_line(&interpolated(rule.message.as_str(), &fillings));
        let mut finding = Finding::new(id.clone(), rule.severity.level(), confidence, location, message);
        if let Some(source) = &self.source {
            let step = |span: Span, message: &str| Step { span: Some(span), message: message.to_owned() };
            let source = Span::new(file, source.start as usize, source.end as usize);
            finding.flow = vec![step(source, "comes from here"), step(span, "arrives here")];
        }
        finding.fixes.extend(self.fix(rule, file, text));
        finding
    }

    /// What the rule would put there. The rule's author vouches for it, so it counts as safe. One that would show a secret in
    /// reports is none.
    pub fn fix(&self, rule: &Rule, file: FileId, text: &str) -> Option<Fix> {
        let found = slice(text, &self.range);
        let replacement = match (&rule.fix, &rule.fix_regex) {
            (Some(fix), _) => {
                let fillings: Vec<Filling<'_>> =
                    self.bound.iter().map(|named| named.filled(named.text(text))).collect();
                self.indented(&interpolated(fix.as_str(), &fillings), text)
            }
            (None, Some(regex)) => regex.apply(found)?,
            (None, None) => return None,
        };
        let mut secrets = self.secrets.iter().map(|secret| slice(text, secret)).filter(|secret| !secret.is_empty());
        if replacement == found || secrets.any(|secret| replacement.contains(secret)) {
            return None;
        }
        let span = Span::new(file, self.range.start as usize, self.range.end as usize);
        let title = match replacement.trim() {
            "" => "take it out".to_owned(),
            short if short.len() <= MOST_SHOWN && !short.contains('\n') => format!("write `{short}`"),
            _ => "write it as the rule does".to_owned(),
        };
        let edits = vec![Edit { span, replacement }];
        Some(Fix { title, safety: FixSafety::Safe, edits })
    }
}

impl Hit {
    /// Lines after the first begin below the first.
    fn indented(&self, fix: &str, text: &str) -> String {
        let before = slice(text, &(0..self.range.start));
        let line = before.rsplit('\n').next().unwrap_or_default();
        let margin: String = line.chars().map(|c| if c == '\t' { c } else { ' ' }).collect();
        fix.replace('\n', &format!("\n{margin}"))
    }
}

impl Named {
    fn of(name: &str, bound: &Bound, has_value: bool, code: Code<'_>) -> Self {
        let text = code.text_of(bound);
        let at = code.range_of(bound).unwrap_or_default();
        let is_written = slice(code.text, &at) == &*text;
        let value = has_value.then(|| constant(bound, code)).flatten();
        Self { name: name.to_owned(), at, text: (!is_written).then_some(text), value }
    }

    fn text<'t>(&'t self, text: &'t str) -> &'t str {
        self.text.as_deref().unwrap_or_else(|| slice(text, &self.at))
    }

    fn filled<'f>(&'f self, text: &'f str) -> Filling<'f> {
        Filling { name: &self.name, text, value: self.value.as_deref() }
    }

    /// What it stands for, with `*` in place of secrets.
    fn shown(&self, text: &str, hidden: &[Range<u32>]) -> String {
        secrets::masked(self.text(text), &self.at, hidden)
    }
}

/// The constant that something bound holds, if it is not written there itself.
fn constant(bound: &Bound, code: Code<'_>) -> Option<Arc<str>> {
    let Bound::Node(node) = bound else { return None };
    let is_literal = code.tree.kind(*node).is_literal();
    if is_literal { None } else { code.names.constant(code.tree, *node)?.text }
}

fn slice<'t>(text: &'t str, range: &Range<u32>) -> &'t str {
    text.get(range.start as usize..range.end as usize).unwrap_or_default()
}

/// What a rule finds, each place once.
pub(super) fn hits(number: usize, rule: &Rule, run: &Run<'_>, events: Option<&Events>) -> Vec<Hit> {
    let mut hits: Vec<Hit> = matches(rule, run, events).iter().map(|found| Hit::of(number, rule, found, run)).collect();
    hits.dedup_by(|next, last| next.is_at(last));
    hits
}

pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
