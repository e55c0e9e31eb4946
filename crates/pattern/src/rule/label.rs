//! Labels of taint, and what sinks and sources require of them.

use std::fmt;
use std::sync::Arc;

/// A label that a source puts on a value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Label(Arc<str>);

impl Label {
    /// A label by its name.
    pub fn new(name: impl Into<Arc<str>>) -> Self {
        Self(name.into())
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Default for Label {
    /// The label of a source that names none, which sinks without a requirement look for too.
    fn default() -> Self {
        Self(Arc::from("__SOURCE__"))
    }
}

/// A truth expression over labels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Requires {
    /// `True` or `False`.
    Constant(bool),
    /// The value has the label.
    Label(Label),
    /// Not so.
    Not(Box<Self>),
    /// All of them.
    And(Vec<Self>),
    /// Any of them.
    Or(Vec<Self>),
}

/// Levels of nesting that are read.
const DEPTH: usize = 64;

impl Requires {
    /// Reads `A and not (B or C)`.
    ///
    /// # Errors
    /// When it is no such expression: what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let words = words(text);
        let mut parser = Parser { words: &words, depth: 0 };
        let parsed = parser.or()?;
        match parser.words.first() {
            None => Ok(parsed),
            Some(word) => Err(format!("`and`, `or` or the end was expected, not `{word}`")),
        }
    }

    /// Whether it holds for a value with those labels.
    pub fn holds(&self, has: &impl Fn(&Label) -> bool) -> bool {
        match self {
            Self::Constant(value) => *value,
            Self::Label(label) => has(label),
            Self::Not(inner) => !inner.holds(has),
            Self::And(all) => all.iter().all(|part| part.holds(has)),
            Self::Or(any) => any.iter().any(|part| part.holds(has)),
        }
    }

    /// The labels it names, in order, with repetition.
    pub fn labels(&self) -> Vec<&Label> {
        match self {
            Self::Constant(_) => Vec::new(),
            Self::Label(label) => vec![label],
            Self::Not(inner) => inner.labels(),
            Self::And(parts) | Self::Or(parts) => parts.iter().flat_map(Self::labels).collect(),
        }
    }
}

fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
        let length = if is_part(first) { rest.find(|c| !is_part(c)).unwrap_or(rest.len()) } else { first.len_utf8() };
        let (word, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        words.push(word);
        rest = after.trim_start();
    }
    words
}

struct Parser<'w> {
    words: &'w [&'w str],
    depth: usize,
}

impl Parser<'_> {
    fn takes(&mut self, word: &str) -> bool {
        match self.words.split_first() {
            Some((first, rest)) if *first == word => {
                self.words = rest;
                true
            }
            _ => false,
        }
    }

    fn or(&mut self) -> Result<Requires, String> {
        let mut parts = vec![self.and()?];
        while self.takes("or") {
            parts.push(self.and()?);
        }
        Ok(one_or(parts, Requires::Or))
    }

    fn and(&mut self) -> Result<Requires, String> {
        let mut parts = vec![self.not()?];
        while self.takes("and") {
            parts.push(self.not()?);
        }
        Ok(one_or(parts, Requires::And))
    }

    fn not(&mut self) -> Result<Requires, String> {
        if self.depth == DEPTH {
            return Err("it is nested too deeply".to_owned());
        }
        self.depth += 1;
        let read = if self.takes("not") { self.not().map(|inner| Requires::Not(Box::new(inner))) } else { self.atom() };
        self.depth -= 1;
        read
    }

    fn atom(&mut self) -> Result<Requires, String> {
        let Some((first, rest)) = self.words.split_first() else {
            return Err("a label was expected, not the end".to_owned());
        };
        self.words = rest;
        match *first {
            "(" => {
                let inner = self.or()?;
                if self.takes(")") { Ok(inner) } else { Err("`)` was expected".to_owned()) }
            }
            "True" => Ok(Requires::Constant(true)),
            "False" => Ok(Requires::Constant(false)),
            label if label.starts_with('$') => Err(format!("a metavariable, `{label}`, is no label")),
            label if label.starts_with(|c: char| c.is_alphabetic() || c == '_') && !matches!(label, "and" | "or") => {
                Ok(Requires::Label(Label::new(label)))
            }
            other => Err(format!("a label was expected, not `{other}`")),
        }
    }
}

/// The only part, or several of them joined.
fn one_or(mut parts: Vec<Requires>, join: fn(Vec<Requires>) -> Requires) -> Requires {
    match parts.len() {
        1 => parts.pop().unwrap_or(Requires::Constant(false)),
        _ => join(parts),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(text: &str, labels: &[&str]) -> bool {
        Requires::parse(text).unwrap().holds(&|label| labels.contains(&label.as_str()))
    }

    #[test]
    fn requirements_are_truth_expressions() {
        assert!(holds("A", &["A"]) && !holds("A", &["B"]));
        assert!(holds("A and not B", &["A"]) && !holds("A and not B", &["A", "B"]));
        assert!(holds("A or B and C", &["A"]) && !holds("(A or B) and C", &["A"]));
        assert!(holds("not(A)or False or True", &["A"]));
        assert!(holds("A and\n not not B", &["A", "B"]));
    }

    #[test]
    fn mistakes_are_said() {
        let error = |text: &str| Requires::parse(text).unwrap_err();
        assert_eq!(error("A B"), "`and`, `or` or the end was expected, not `B`");
        assert_eq!(error("A &"), "`and`, `or` or the end was expected, not `&`");
        assert_eq!(error("not"), "a label was expected, not the end");
        assert_eq!(error("(A"), "`)` was expected");
        assert_eq!(error("$X"), "a metavariable, `$X`, is no label");
        assert_eq!(error("1"), "a label was expected, not `1`");
        assert_eq!(error(&"(".repeat(10_000)), "it is nested too deeply");
    }
}
