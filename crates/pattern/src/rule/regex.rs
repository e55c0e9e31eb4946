//! Regular expressions of rules: written for PCRE, run in bounded time.
//!
//! An expression that a finite automaton can decide runs in linear time. One with look-around, back references, atomic groups or
//! possessive quantifiers backtracks, with a limit on the steps of each search that is an error to hit, never a hang.

mod translate;
mod words;

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use thiserror::Error;

use crate::Text;

pub(crate) use words::has_odd_letters;

/// Steps that one search may take where it has to backtrack.
const BACKTRACK_LIMIT: usize = 500_000;

/// Bytes that a compiled expression may take.
const SIZE_LIMIT: usize = 4 << 20;

/// Bytes of a text that an expression which backtracks searches at once.
const PART: usize = 1 << 18;

/// Bytes beyond which nobody wrote a line, and of such a line that are searched at once.
const LONG_LINE: usize = 1 << 14;
const LINE_PIECE: usize = 1 << 11;

/// Bytes of an expression that are read at all.
const LENGTH_LIMIT: usize = 1 << 17;
/// The highest number of a group that an expression may refer to: the engine makes room for all below it.
const GROUPS_LIMIT: usize = 9_999;

/// Why an expression cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RegexError {
    /// It is no expression.
    #[error("not a valid regular expression: {0}")]
    Invalid(String),
    /// It is too large.
    #[error("the regular expression is too large")]
    TooLarge,
    /// A search took too many steps.
    #[error("the regular expression needs too many steps for this text")]
    TooManySteps,
}

/// Where an expression may match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// Anywhere, and `^` and `$` stand for lines: `pattern-regex` and its like.
    Anywhere,
    /// Only from the start of the text, and `^` and `$` stand for the text: `metavariable-regex` and `re.match`.
    Start,
}

/// A regular expression of a rule. It is checked when it is made and compiled when it is first used.
#[derive(Debug, Clone)]
pub struct Regex {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    text: Text,
    anchor: Anchor,
    /// The expression in the syntax of the engine.
    translated: String,
    linear: bool,
    engine: OnceLock<Result<Engine, RegexError>>,
}

#[derive(Debug)]
enum Engine {
    Linear(regex::Regex),
    Backtracking(Box<fancy_regex::Regex>),
}

/// One match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegexMatch {
    /// The bytes that match.
    pub range: Range<usize>,
    /// The bytes of each group from the first; `None` for one that had no part in the match.
    pub groups: Vec<Option<Range<usize>>>,
}

impl Regex {
    /// Reads an expression.
    ///
    /// # Errors
    /// When it is not one, or too large.
    pub fn new(text: Text, anchor: Anchor) -> Result<Self, RegexError> {
        if text.text.len() > LENGTH_LIMIT || highest_group(&text.text) > GROUPS_LIMIT {
            return Err(RegexError::TooLarge);
        }
        let translated = translate::translate(&text.text, anchor);
        if !translated.refers && is_linear(&translated.linear, anchor) {
            let linear = !translated.backtracks;
            let chosen = if linear { translated.linear } else { translated.backtracking };
            return Ok(Self::of(text, anchor, chosen, linear, OnceLock::new()));
        }
        // Only building it tells whether the other engine takes it; few expressions need that.
        let engine = backtracking(&translated.backtracking, anchor)?;
        Ok(Self::of(text, anchor, translated.backtracking, false, OnceLock::from(Ok(engine))))
    }

    fn of(
        text: Text,
        anchor: Anchor,
        translated: String,
        linear: bool,
        engine: OnceLock<Result<Engine, RegexError>>,
    ) -> Self {
        Self { inner: Arc::new(Inner { text, anchor, translated, linear, engine }) }
    }

    /// The expression as the rule says it.
    pub fn text(&self) -> &Text {
        &self.inner.text
    }

    /// Where it may match.
    pub fn anchor(&self) -> Anchor {
        self.inner.anchor
    }

    /// The expression in the syntax of the crate `regex`, to take literals from; `None` if it backtracks.
    pub fn linear(&self) -> Option<&str> {
        self.inner.linear.then_some(self.inner.translated.as_str())
    }

    /// Words, in small letters, of which one must stand in a text in any case for it to match there; none if nothing can be
    /// told.
    pub(crate) fn words(&self) -> Option<Vec<String>> {
        words::words(&self.inner.translated)
    }

    /// Whether it matches.
    ///
    /// # Errors
    /// When it is too large to compile, or a search takes too many steps.
    pub fn is_match(&self, subject: &str) -> Result<bool, RegexError> {
        match self.engine()? {
            Engine::Linear(regex) => Ok(regex.is_match(subject)),
            Engine::Backtracking(regex) => regex.is_match(subject).map_err(|error| run_error(&error)),
        }
    }

    /// The first match that starts at byte `from` or later.
    ///
    /// # Errors
    /// As [`Regex::is_match`].
    pub fn find_from(&self, subject: &str, from: usize) -> Result<Option<RegexMatch>, RegexError> {
        self.matches_from(subject, from).next().transpose()
    }

    /// The first match that starts at byte `from` or later, as if the text ended with the given one.
    fn find_before(&self, subject: &str, from: usize, end: usize) -> Result<Option<RegexMatch>, RegexError> {
        let subject = subject.get(..end).unwrap_or_default();
        if !subject.is_char_boundary(from) {
            return Ok(None);
        }
        match self.engine()? {
            Engine::Linear(regex) => {
                let found = regex.captures_at(subject, from);
                Ok(found.and_then(|found| taken(found.iter().map(|group| group.map(|group| group.range())))))
            }
            Engine::Backtracking(regex) => {
                let found = regex.captures_from_pos(subject, from).map_err(|error| run_error(&error))?;
                Ok(found.and_then(|found| taken(found.iter().map(|group| group.map(|group| group.range())))))
            }
        }
    }

    /// All matches from left to right that do not overlap.
    pub fn matches<'t>(&'t self, subject: &'t str) -> Matches<'t> {
        self.matches_from(subject, 0)
    }

    fn matches_from<'t>(&'t self, subject: &'t str, from: usize) -> Matches<'t> {
        let end = self.part_end(subject, from);
        Matches { regex: self, subject, next: Some(from), end }
    }

    /// The end of the part of a text that is searched at once, from a byte on.
    fn part_end(&self, subject: &str, from: usize) -> usize {
        if self.inner.linear || self.inner.anchor == Anchor::Start { subject.len() } else { part_end(subject, from) }
    }

    /// The names of the groups from the first; `None` for one without a name.
    ///
    /// # Errors
    /// As [`Regex::is_match`].
    pub fn group_names(&self) -> Result<Vec<Option<Arc<str>>>, RegexError> {
        let names: Vec<Option<Arc<str>>> = match self.engine()? {
            Engine::Linear(regex) => regex.capture_names().map(|name| name.map(Arc::from)).collect(),
            Engine::Backtracking(regex) => regex.capture_names().map(|name| name.map(Arc::from)).collect(),
        };
        Ok(names.into_iter().skip(1).collect())
    }

    fn engine(&self) -> Result<&Engine, RegexError> {
        let inner = &self.inner;
        let engine = inner.engine.get_or_init(|| match inner.linear {
            true => linear(&inner.translated, inner.anchor),
            false => backtracking(&inner.translated, inner.anchor),
        });
        engine.as_ref().map_err(Clone::clone)
    }
}

impl PartialEq for Regex {
    fn eq(&self, other: &Self) -> bool {
        self.inner.text == other.inner.text && self.inner.anchor == other.inner.anchor
    }
}

/// The matches of one expression in one text; ends after an error.
#[derive(Debug)]
pub struct Matches<'t> {
    regex: &'t Regex,
    subject: &'t str,
    next: Option<usize>,
    /// The end of the part that is searched.
    end: usize,
}

impl Iterator for Matches<'_> {
    type Item = Result<RegexMatch, RegexError>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut from = self.next.take()?;
        loop {
            match self.regex.find_before(self.subject, from, self.end) {
                Ok(None) if self.end < self.subject.len() => {
                    from = self.end;
                    self.end = self.regex.part_end(self.subject, from);
                }
                Ok(None) => return None,
                Ok(Some(found)) => {
                    let end = found.range.end;
                    let step = if found.range.is_empty() { self.subject.get(end..)?.chars().next() } else { None };
                    let at_end = found.range.is_empty() && step.is_none();
                    self.next = (!at_end).then(|| end + step.map_or(0, char::len_utf8));
                    if self.next.is_some_and(|next| next > self.end) {
                        self.end = self.regex.part_end(self.subject, end + step.map_or(0, char::len_utf8));
                    }
                    return Some(Ok(found));
                }
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

/// The highest number by which an expression refers to a group: `\1`, `\g{1}`, `\k<1>`, `(?1)`, `(?(1)a|b)`.
fn highest_group(expression: &str) -> usize {
    let references = expression.match_indices(['\\', '?']).filter_map(|(at, _)| expression.get(at + 1..));
    let numbers = references.map(|rest| {
        let rest = rest.trim_start_matches(['g', 'k', 'R', 'P', '{', '<', '\'', '(', '+', '-', '=', '&']);
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        rest.get(..digits).filter(|digits| !digits.is_empty()).map_or(0, |digits| digits.parse().unwrap_or(usize::MAX))
    });
    numbers.max().unwrap_or(0)
}

/// The end of the lines, from a byte on, that an expression which backtracks searches at once: it may take as many steps as
/// the square of their length. A line that nobody wrote is cut.
fn part_end(subject: &str, from: usize) -> usize {
    let rest = subject.get(from..).unwrap_or_default();
    let mut length = 0;
    for line in rest.split_inclusive('\n') {
        let cut = if line.len() > LONG_LINE { LINE_PIECE } else { line.len() };
        if length > 0 && (cut < line.len() || length + cut > PART) {
            break;
        }
        length += (cut..line.len()).find(|at| line.is_char_boundary(*at)).unwrap_or(line.len());
        if cut < line.len() {
            break;
        }
    }
    from + length
}

fn taken(mut groups: impl Iterator<Item = Option<Range<usize>>>) -> Option<RegexMatch> {
    let range = groups.next()??;
    Some(RegexMatch { range, groups: groups.collect() })
}

/// Whether the crate `regex` takes an expression; much cheaper than compiling it. Only the names of Unicode properties
/// need a closer look than that at the syntax.
fn is_linear(translated: &str, anchor: Anchor) -> bool {
    if translated.contains(r"\p") || translated.contains(r"\P") {
        let mut parser = regex_syntax::ParserBuilder::new().multi_line(anchor == Anchor::Anywhere).build();
        return parser.parse(translated).is_ok();
    }
    regex_syntax::ast::parse::Parser::new().parse(translated).is_ok()
}

fn linear(translated: &str, anchor: Anchor) -> Result<Engine, RegexError> {
    let mut builder = regex::RegexBuilder::new(translated);
    let built = builder.multi_line(anchor == Anchor::Anywhere).size_limit(SIZE_LIMIT).build();
    built.map(Engine::Linear).map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => RegexError::TooLarge,
        other => RegexError::Invalid(last_line(&other.to_string())),
    })
}

fn backtracking(translated: &str, anchor: Anchor) -> Result<Engine, RegexError> {
    let mut builder = fancy_regex::RegexBuilder::new(translated);
    builder.multi_line(anchor == Anchor::Anywhere).backtrack_limit(BACKTRACK_LIMIT).delegate_size_limit(SIZE_LIMIT);
    match builder.build() {
        Ok(regex) => Ok(Engine::Backtracking(Box::new(regex))),
        Err(error) => Err(RegexError::Invalid(last_line(&error.to_string()))),
    }
}

/// The engine's message without its drawing of the expression and without places, which are those of the translation.
fn last_line(message: &str) -> String {
    let line = message.lines().last().unwrap_or_default().trim();
    let line = line.strip_prefix("error: ").or_else(|| line.strip_prefix("Error compiling regex: ")).unwrap_or(line);
    let line = match line.strip_prefix("Parsing error at position ") {
        Some(rest) => rest.split_once(": ").map_or(rest, |(_, reason)| reason),
        None => line,
    };
    let mut characters = line.chars();
    characters.next().map(|first| first.to_ascii_lowercase().to_string() + characters.as_str()).unwrap_or_default()
}

fn run_error(_: &fancy_regex::Error) -> RegexError {
    // Every error at run time is a limit: of steps or of the stack.
    RegexError::TooManySteps
}

#[cfg(test)]
mod tests;
