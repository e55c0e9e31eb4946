//! What all parts of the loader need: typed access to mappings, and faults with their place.

use std::sync::Arc;

use finding::{Notice, NoticeKind};
use source::{FileId, Span};
use syntax::{Map, Node, Value};

use crate::rule::{Anchor, Regex};
use crate::{Metavariable, Text};

/// Why a rule cannot be used.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) at: Span,
    pub(super) kind: NoticeKind,
    pub(super) message: String,
}

pub(super) type Read<T> = Result<T, Fault>;

impl Fault {
    pub(super) fn new(at: Span, message: impl Into<String>) -> Self {
        Self { at, kind: NoticeKind::Invalid, message: message.into() }
    }
}

/// Where a pattern stands, as far as that decides its meaning.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scope {
    /// Whether patterns are regular expressions here.
    pub(super) regex: bool,
    /// Whether this is below a condition on a metavariable, whose whole content is a match already.
    pub(super) in_metavariable: bool,
}

/// The rule that is being read.
#[derive(Debug)]
pub(super) struct Reader {
    pub(super) file: FileId,
    pub(super) rule: Arc<str>,
    pub(super) notices: Vec<Notice>,
}

impl Reader {
    /// Notes what is odd and does not stop the rule.
    pub(super) fn note(&mut self, at: Span, kind: NoticeKind, message: &str) {
        self.notices.push(Notice::at(at, kind, format!("rule `{}`: {message}", self.rule)));
    }

    /// Notes the keys that have no meaning, with the nearest one that has.
    pub(super) fn note_unknown(&mut self, fields: &Fields<'_>, known: &[&str]) {
        for key in fields.map.keys().filter(|key| !known.contains(&key.as_ref())) {
            let message = format!("the key `{key}` has no meaning here{}", suggestion(key, known.iter().copied()));
            self.note(fields.key_span(key), NoticeKind::Ambiguous, &message);
        }
    }

    /// A regular expression.
    pub(super) fn regex(&self, text: Text, anchor: Anchor) -> Read<Regex> {
        let span = text.span;
        Regex::new(text, anchor).map_err(|error| Fault::new(span, error.to_string()))
    }

    /// The name of a metavariable; one that no pattern can bind is noted.
    pub(super) fn metavariable(&mut self, text: &Text) -> Metavariable {
        let metavariable = Metavariable::new(Arc::clone(&text.text));
        if !metavariable.is_well_formed() {
            let message = format!("`{text}` is not the name of a metavariable, such as `$X`");
            self.note(text.span, NoticeKind::Ambiguous, &message);
        }
        metavariable
    }
}

/// `; did you mean ...` if a known word is near.
pub(super) fn suggestion<'k>(given: &str, known: impl Iterator<Item = &'k str>) -> String {
    let distance = |word: &str| strsim::damerau_levenshtein(&given.to_ascii_lowercase(), &word.to_ascii_lowercase());
    let near = known.map(|word| (distance(word), word)).min();
    match near {
        Some((distance, word)) if distance <= 1 + given.chars().count() / 4 => format!("; did you mean `{word}`?"),
        _ => String::new(),
    }
}

/// Words in a row: `` `a`, `b` or `c` ``.
pub(super) fn choice(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// The span of a node; every node of a rule file was written.
pub(super) fn span_of(node: &Node, file: FileId) -> Span {
    node.span().unwrap_or(Span::new(file, 0, 0))
}

/// A mapping with its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields<'n> {
    pub(super) map: &'n Map,
    pub(super) span: Span,
}

impl<'n> Fields<'n> {
    /// The fields of a mapping; `what` says what should be one.
    pub(super) fn of(node: &'n Node, file: FileId, what: &str) -> Read<Self> {
        let span = span_of(node, file);
        match node.as_map() {
            Some(map) => Ok(Self { map, span }),
            None => Err(Fault::new(span, format!("{what} should be a mapping, not {}", kind_of(node)))),
        }
    }

    pub(super) fn get(&self, key: &str) -> Option<&'n Node> {
        self.map.get(key)
    }

    pub(super) fn key_span(&self, key: &str) -> Span {
        self.map.entry(key).and_then(|entry| entry.key.written()).unwrap_or(self.span)
    }

    /// A fault at a key.
    pub(super) fn fault(&self, key: &str, message: impl Into<String>) -> Fault {
        Fault::new(self.key_span(key), message)
    }

    /// Any scalar as text.
    pub(super) fn text(&self, key: &str) -> Read<Option<Text>> {
        self.get(key).map(|node| text_of(node, self.key_span(key), key)).transpose()
    }

    /// The same, which must be there.
    pub(super) fn required_text(&self, key: &str) -> Read<Text> {
        self.text(key)?.ok_or_else(|| self.missing(key))
    }

    /// A fault that tells of a key that is not there, with the key that may have been meant for it.
    pub(super) fn missing(&self, key: &str) -> Fault {
        let near = self.map.keys().map(|given| &**given).find(|given| strsim::damerau_levenshtein(given, key) <= 2);
        match near {
            Some(given) => self.fault(given, format!("the key `{key}` is missing; `{given}` looks like it")),
            None => Fault::new(self.span, format!("the key `{key}` is missing")),
        }
    }

    /// A truth value.
    pub(super) fn flag(&self, key: &str, default: bool) -> Read<bool> {
        let Some(node) = self.get(key) else { return Ok(default) };
        let found = node.as_bool();
        found.ok_or_else(|| self.fault(key, format!("`{key}` should be true or false, not {}", kind_of(node))))
    }

    /// A whole number that is not negative.
    pub(super) fn count(&self, key: &str) -> Read<Option<u32>> {
        let Some(node) = self.get(key) else { return Ok(None) };
        let found = node.as_int().and_then(|value| u32::try_from(value).ok());
        found
            .map(Some)
            .ok_or_else(|| self.fault(key, format!("`{key}` should be a whole number, not {}", kind_of(node))))
    }

    /// The items of a list.
    pub(super) fn list(&self, key: &str) -> Read<Option<&'n [Node]>> {
        let Some(node) = self.get(key) else { return Ok(None) };
        let items = node.as_list();
        items.map(Some).ok_or_else(|| self.fault(key, format!("`{key}` should be a list, not {}", kind_of(node))))
    }

    /// The texts of a list; one text alone stands for a list of it.
    pub(super) fn texts(&self, key: &str) -> Read<Vec<Text>> {
        match self.get(key) {
            None => Ok(Vec::new()),
            Some(Node { value: Value::List(items), .. }) => {
                items.iter().map(|item| text_of(item, self.key_span(key), key)).collect()
            }
            Some(node) => Ok(vec![text_of(node, self.key_span(key), key)?]),
        }
    }

    /// A fault for the first key that is none of those.
    pub(super) fn only(&self, known: &[&str]) -> Read<()> {
        match self.map.keys().find(|key| !known.contains(&key.as_ref())) {
            None => Ok(()),
            Some(key) => {
                let near = suggestion(key, known.iter().copied());
                let near = if near.is_empty() { format!("; expected {}", choice(known)) } else { near };
                Err(self.fault(key, format!("the key `{key}` has no meaning here{near}")))
            }
        }
    }
}

/// Any scalar as text; `name` says what should be one.
pub(super) fn text_of(node: &Node, fallback: Span, name: &str) -> Read<Text> {
    let span = node.span().unwrap_or(fallback);
    match node.text() {
        Some(text) => Ok(Text::new(text, span)),
        None => Err(Fault::new(span, format!("`{name}` should be a text, not {}", kind_of(node)))),
    }
}

/// What a value is, in words.
pub(super) const fn kind_of(node: &Node) -> &'static str {
    match node.value {
        Value::Null => "nothing",
        Value::Bool(_) => "a truth value",
        Value::Int(_) | Value::Float(_) => "a number",
        Value::Text(_) => "a text",
        Value::List(_) => "a list",
        Value::Map(_) => "a mapping",
    }
}
