//! Literals: the same value, also where a name holds it.

use std::ops::Range;
use std::sync::Arc;

use source::{FileId, Span};
use tree::{Constant, Kind, NodeId, is_metavariable};

use super::{Matcher, Then};
use crate::Text;
use crate::environment::{Bound, Environment};
use crate::rule::{Anchor, Regex};

impl Matcher<'_> {
    /// A literal of a pattern against an expression.
    pub(super) fn literal(&self, p: NodeId, t: NodeId, environment: &mut Environment, then: Then<'_>) {
        let text = self.symbols.text(self.pattern.symbol(p));
        if text == "/.../" && self.code.tree.kind(t) == Kind::Template && self.code.tree.node(t).text() == "regex" {
            return then(environment);
        }
        let Some(constant) = self.constant(t) else { return };
        match self.pattern.kind(p) {
            Kind::Str => self.text(p, text, &constant, t, environment, then),
            Kind::Regex if inner(text).is_some_and(is_metavariable) && constant.kind == Kind::Regex => {
                let content = constant.text.as_deref().and_then(inner).unwrap_or_default();
                let place = self.code.tree.range(constant.origin.unwrap_or(t));
                let place = place.start + 1..place.start + 1 + content.len() as u32;
                let (name, bound) = (inner(text).unwrap_or_default(), Bound::Text(Arc::from(content), place));
                if let Some(name) = self.symbols.find(name) {
                    self.bind_name(name, bound, environment, then);
                }
            }
            Kind::Regex => {
                let found = constant.text.as_deref().filter(|_| constant.kind == Kind::Regex);
                let flags = text.strip_prefix("/.../");
                let fits = |found: &str| match flags {
                    Some("") => true,
                    Some(flags) => found.rsplit_once('/').is_some_and(|(_, own)| own == flags),
                    None => found == text || (self.is_ruby() && without_flags(found) == text),
                };
                if found.is_some_and(fits) {
                    then(environment);
                }
            }
            Kind::Atom if constant.kind == Kind::Atom && self.is_ruby() && text == "..." => then(environment),
            Kind::Atom if constant.kind == Kind::Atom && self.is_ruby() && is_metavariable(text) => {
                let place = self.inside(constant.origin.unwrap_or(t));
                let content = constant.text.clone().unwrap_or_default();
                self.bind(p, Bound::Text(content, place), environment, then);
            }
            kind => {
                let same = |other: &str| text == other || same_number(kind, text, other);
                // JavaScript has one kind of numbers.
                let is_number = |kind| matches!(kind, Kind::Int | Kind::Float);
                let is_script = self.code.tree.language().is_script();
                let fits = constant.kind == kind || (is_script && is_number(kind) && is_number(constant.kind));
                if fits && constant.text.as_deref().is_some_and(same) {
                    then(environment);
                }
            }
        }
    }

    /// The constant that an expression is.
    pub(super) fn constant(&self, t: NodeId) -> Option<Constant> {
        let node = self.code.tree.node(t);
        if node.kind().is_literal() {
            return Some(Constant { kind: node.kind(), text: Some(Arc::from(node.text())), origin: Some(t) });
        }
        if !self.options.constant_propagation {
            return None;
        }
        self.code.names.constant(self.code.tree, t)
    }

    /// `"..."` is any text, `"$X"` binds the text, `"=~/re/"` looks into it.
    pub(super) fn text(
        &self,
        p: NodeId,
        text: &str,
        constant: &Constant,
        t: NodeId,
        environment: &mut Environment,
        then: Then<'_>,
    ) {
        if constant.kind != Kind::Str {
            return;
        }
        if text == "..." {
            return then(environment);
        }
        let Some(content) = &constant.text else { return };
        if is_metavariable(text) {
            let place = self.inside(constant.origin.unwrap_or(t));
            return self.bind(p, Bound::Text(Arc::clone(content), place), environment, then);
        }
        let same = match text.strip_prefix("=~/").and_then(|rest| rest.rsplit_once('/')) {
            Some((_, flags)) if !flags.bytes().all(|flag| flag.is_ascii_alphabetic()) => false,
            Some((pattern, flags)) => {
                let flags = if flags.is_empty() { String::new() } else { format!("(?{flags})") };
                let nowhere = Span::new(FileId(0), 0, 0);
                let regex = Regex::new(Text::new(format!("{flags}{pattern}"), nowhere), Anchor::Anywhere);
                regex.is_ok_and(|regex| regex.is_match(content).unwrap_or(false))
            }
            None => text == &**content,
        };
        if same {
            then(environment);
        }
    }

    /// The place of a string's content.
    fn inside(&self, t: NodeId) -> Range<u32> {
        let whole = self.code.tree.range(t);
        let written = self.code.text.get(whole.start as usize..whole.end as usize).unwrap_or_default();
        let content = self.code.tree.node(t).text();
        match written.find(content).filter(|_| self.code.tree.kind(t) == Kind::Str) {
            Some(at) => whole.start + at as u32..whole.start + (at + content.len()) as u32,
            None => whole,
        }
    }
}

/// What stands between the slashes of a regular expression.
fn inner(text: &str) -> Option<&str> {
    text.strip_prefix('/')?.rsplit_once('/').map(|(inner, _)| inner)
}

/// A regular expression with its slashes, without what stands behind them.
fn without_flags(text: &str) -> &str {
    text.rfind('/').and_then(|end| text.get(..=end)).unwrap_or(text)
}

/// Whether two numbers are the same although written differently.
fn same_number(kind: Kind, left: &str, right: &str) -> bool {
    let fraction = |text: &str| integer(text).map_or_else(|| text.parse::<f64>().ok(), |whole| Some(whole as f64));
    match (kind, integer(left), integer(right)) {
        (Kind::Int | Kind::Float, Some(left), Some(right)) => left == right,
        (Kind::Int | Kind::Float, ..) => fraction(left).is_some_and(|left| fraction(right) == Some(left)),
        _ => false,
    }
}

fn integer(text: &str) -> Option<u128> {
    let plain = text.replace('_', "").to_ascii_lowercase();
    let plain = plain.trim_end_matches(['l', 'u', 'n']);
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] {
        if let Some(digits) = plain.strip_prefix(prefix) {
            return u128::from_str_radix(digits, radix).ok();
        }
    }
    plain.parse().ok()
}
