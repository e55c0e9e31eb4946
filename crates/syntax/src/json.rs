//! JSON with the liberties people take: comments, trailing commas, and mistakes.

use std::borrow::Cow;
use std::sync::Arc;

use finding::{Notice, NoticeKind};
use jsonc_parser::errors::ParseErrorKind;
use jsonc_parser::tokens::Token;
use jsonc_parser::{ParseStringErrorKind, Scanner, ScannerOptions};
use source::{FileId, Limits};

use crate::tree::{Built, Tree};
use crate::{Document, Node, Value};

/// Parses JSON; comments and trailing commas are fine, everything else that JSON forbids is a notice.
pub fn parse_json(file: FileId, text: &str, limits: &Limits) -> Document {
    let mut reader = Reader::new(file, text, limits, Ending::One);
    reader.read();
    Document { root: reader.root, notices: reader.tree.notices.take() }
}

/// Parses a text that holds JSON values one after the other, with blanks, line ends or nothing between them.
pub fn parse_json_sequence(file: FileId, text: &str, limits: &Limits) -> (Vec<Node>, Vec<Notice>) {
    let mut reader = Reader::new(file, text, limits, Ending::Sequence(Vec::new()));
    reader.read();
    let Ending::Sequence(mut roots) = reader.ending else { return (Vec::new(), Vec::new()) };
    roots.extend(reader.root);
    (roots, reader.tree.notices.take())
}

/// What may follow a whole value.
enum Ending {
    /// Nothing.
    One,
    /// More values; these came before.
    Sequence(Vec<Node>),
}

/// What was read last in the innermost collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum After {
    /// A comma, or the opening bracket.
    Comma,
    Key,
    Colon,
    Value,
}

struct Reader<'t, 'l> {
    tree: Tree<'l>,
    text: &'t str,
    root: Option<Node>,
    /// The opening brackets of the open collections.
    brackets: Vec<u8>,
    after: After,
    /// How many collections are open below one that is too deep.
    skipping: usize,
    full: bool,
    ending: Ending,
}

/// A token's place.
type At = (usize, usize);

impl<'t, 'l> Reader<'t, 'l> {
    fn new(file: FileId, text: &'t str, limits: &'l Limits, ending: Ending) -> Self {
        let (tree, brackets) = (Tree::new(file, limits), Vec::new());
        Self { tree, text, root: None, brackets, after: After::Comma, skipping: 0, full: false, ending }
    }

    fn read(&mut self) {
        let text = self.text;
        let options = ScannerOptions { allow_extended_string_escapes: false, ..ScannerOptions::default() };
        let mut base = text.len() - text.trim_start_matches('\u{feff}').len();
        let mut scanner = Scanner::new(text.get(base..).unwrap_or_default(), &options);
        while !self.full && !self.tree.notices.is_full() {
            match scanner.scan() {
                Ok(Some(token)) => self.token(token, (base + scanner.token_start(), base + scanner.token_end())),
                Ok(None) => break,
                Err(error) => {
                    // The scanner does not move on, so a new one takes over behind the mistake.
                    base = self.mistake(base + scanner.token_start(), &expected(error.kind()));
                    scanner = Scanner::new(text.get(base..).unwrap_or_default(), &options);
                }
            }
        }
        self.close_all();
    }

    fn token(&mut self, token: Token<'_>, at: At) {
        if matches!(token, Token::CommentLine(_) | Token::CommentBlock(_)) {
            return;
        }
        if self.skipping > 0 {
            return self.skip(&token, at);
        }
        if self.brackets.is_empty() && self.after == After::Value {
            let Ending::Sequence(roots) = &mut self.ending else {
                self.malformed(at, "text after the end of the document");
                self.full = true;
                return;
            };
            roots.extend(self.root.take());
            self.after = After::Comma;
        }
        match token {
            Token::OpenBrace => self.open(b'{', at),
            Token::OpenBracket => self.open(b'[', at),
            Token::CloseBrace => self.close(b'{', at),
            Token::CloseBracket => self.close(b'[', at),
            Token::Comma => self.comma(at),
            Token::Colon => self.colon(at),
            Token::String(text) => {
                if self.text.as_bytes().get(at.0) == Some(&b'\'') {
                    self.malformed(at, "single quotes around a string");
                } else if self.text.get(at.0..at.1).is_some_and(|text| text.bytes().any(|byte| byte < b' ')) {
                    self.malformed(at, "a line break or another control character in a string");
                }
                self.text(&text, at);
            }
            Token::Word(word) => {
                self.malformed(at, "a word without quotes; text stands in double quotes");
                self.text(word, at);
            }
            Token::Number(number) => self.scalar(number_value(number), number, at),
            Token::Boolean(value) => self.scalar(Value::Bool(value), if value { "true" } else { "false" }, at),
            Token::Null => self.scalar(Value::Null, "null", at),
            Token::CommentLine(_) | Token::CommentBlock(_) => {}
        }
    }

    fn text(&mut self, text: &str, at: At) {
        if self.is_key(at) {
            return self.tree.set_key(text, at.0, at.1);
        }
        self.value(Node::from_text(text, self.tree.origin(at.0, at.1)), at);
    }

    fn scalar(&mut self, value: Value, written: &str, at: At) {
        if self.is_key(at) {
            self.malformed(at, "a key without quotes; keys stand in double quotes");
            return self.tree.set_key(written, at.0, at.1);
        }
        if matches!(value, Value::Float(_)) && !is_json_number(written)
            || matches!(value, Value::Int(_)) && written.bytes().any(|byte| !matches!(byte, b'-' | b'0'..=b'9'))
        {
            self.malformed(at, "not a number of JSON");
        }
        let mut node = Node::new(value, self.tree.origin(at.0, at.1));
        node.raw = Some(Arc::from(written));
        self.value(node, at);
    }

    /// Whether a scalar here is a key; notes what is missing before it.
    fn is_key(&mut self, at: At) -> bool {
        let key = self.brackets.last() == Some(&b'{') && matches!(self.after, After::Comma | After::Value);
        self.expect_separator(at);
        if key {
            self.after = After::Key;
        }
        key
    }

    fn expect_separator(&mut self, at: At) {
        match self.after {
            After::Value if !self.brackets.is_empty() => self.malformed((at.0, at.0), "a comma is missing here"),
            After::Key => self.malformed((at.0, at.0), "a colon is missing here"),
            _ => {}
        }
    }

    fn value(&mut self, node: Node, at: At) {
        if self.spend(at) {
            self.finish(Built::scalar(node, at.1));
        }
    }

    fn finish(&mut self, built: Built) {
        self.after = After::Value;
        if let Some(root) = self.tree.add(built) {
            self.root = Some(root.node);
        }
    }

    fn open(&mut self, bracket: u8, at: At) {
        self.expect_separator(at);
        if self.tree.expects_key() {
            self.malformed(at, "a key that is a list or an object; it is skipped");
            self.tree.set_dropped_key(at.0);
        }
        if !self.tree.fits(2) {
            self.tree.notices.add(at.0, at.1, NoticeKind::Limit, "nested too deeply; what is in here is skipped");
            self.skipping = 1;
            return;
        }
        if !self.spend(at) {
            return;
        }
        if bracket == b'{' {
            self.tree.open_map(at.0, 1);
        } else {
            self.tree.open_list(at.0, 1);
        }
        self.brackets.push(bracket);
        self.after = After::Comma;
    }

    fn close(&mut self, bracket: u8, at: At) {
        let Some(depth) = self.brackets.iter().rposition(|open| *open == bracket) else {
            return self.malformed(at, "a closing bracket that nothing opened");
        };
        while self.brackets.len() > depth + 1 {
            self.malformed((at.0, at.0), "a closing bracket is missing here");
            self.close_innermost(at.0);
        }
        self.close_innermost(at.1);
    }

    /// Closes the innermost collection, which ends at `end`; a key without value gets null.
    fn close_innermost(&mut self, end: usize) {
        self.complete_pair(end);
        self.brackets.pop();
        if let Some(built) = self.tree.close(Some(end)) {
            self.finish(built);
        }
    }

    fn complete_pair(&mut self, at: usize) {
        if self.tree.expects_value() {
            self.malformed((at, at), "a key without a value; a value is expected here");
            let node = Node::null(self.tree.origin(at, at));
            self.finish(Built::scalar(node, at));
        }
    }

    fn comma(&mut self, at: At) {
        self.complete_pair(at.0);
        if self.after != After::Value || self.brackets.is_empty() {
            self.malformed(at, "a comma that separates nothing");
        }
        self.after = After::Comma;
    }

    fn colon(&mut self, at: At) {
        if self.after != After::Key {
            self.malformed(at, "a colon that follows no key");
        }
        if self.tree.expects_key() {
            self.tree.set_dropped_key(at.1);
        }
        if self.tree.expects_value() {
            self.after = After::Colon;
        }
    }

    /// Passes over what is nested too deeply.
    fn skip(&mut self, token: &Token<'_>, at: At) {
        match token {
            Token::OpenBrace | Token::OpenBracket => self.skipping += 1,
            Token::CloseBrace | Token::CloseBracket => {
                self.skipping -= 1;
                if self.skipping == 0 {
                    let node = Node::null(self.tree.origin(at.1, at.1));
                    self.finish(Built::scalar(node, at.1));
                }
            }
            _ => {}
        }
    }

    /// Deals with characters that are no token, at `at`; tells where to read on.
    fn mistake(&mut self, at: usize, why: &str) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        let line = rest.lines().next().unwrap_or_default();
        let quoted = rest.starts_with(['"', '\'']);
        let length = if quoted { string_length(line) } else { rubbish_length(rest) };
        let end = at + length;
        self.malformed((at, end), why);
        if quoted && self.skipping == 0 {
            let closed = length > 1 && line.get(..length).is_some_and(|text| text.ends_with(['"', '\'']));
            let inner = line.get(1..length - usize::from(closed)).unwrap_or_default();
            let inner = if closed { inner } else { inner.trim_end().trim_end_matches(',') };
            self.token(Token::String(Cow::Borrowed(inner)), (at, end));
        }
        end
    }

    fn close_all(&mut self) {
        let end = self.text.trim_end().len();
        if !self.brackets.is_empty() && !self.full {
            self.malformed((end, end), "the end of the file comes before the last closing bracket");
        }
        while !self.brackets.is_empty() {
            self.close_innermost(end);
        }
    }

    fn spend(&mut self, at: At) -> bool {
        if self.tree.spend(1) {
            return true;
        }
        self.full = true;
        let message = format!("more than {} values; the rest of the file is not read", self.tree.limits.nodes);
        self.tree.notices.add(at.0, at.1, NoticeKind::Limit, message);
        false
    }

    fn malformed(&mut self, at: At, message: impl Into<String>) {
        self.tree.notices.add(at.0, at.1, NoticeKind::Malformed, message);
    }
}

/// What was expected where the scanner found no token.
fn expected(kind: &ParseErrorKind) -> String {
    match kind {
        ParseErrorKind::UnexpectedToken => {
            "no JSON begins like this; a value or a key in double quotes is expected".into()
        }
        ParseErrorKind::String(ParseStringErrorKind::UnterminatedStringLiteral) => {
            "a string without its closing quote in the same line".into()
        }
        ParseErrorKind::String(ParseStringErrorKind::InvalidEscape) => {
            r"an escape that JSON does not have; a backslash itself is written as `\\`".into()
        }
        other => other.to_string().to_lowercase(),
    }
}

/// The length of a string that JSON does not allow: to its closing quote in the same line, or to the end of the line.
fn string_length(line: &str) -> usize {
    let quote = line.bytes().next().unwrap_or(b'"');
    let mut escaped = false;
    for (offset, byte) in line.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            _ if byte == quote => return offset + 1,
            _ => {}
        }
    }
    line.len().max(1)
}

/// The length of what is no token at all: to the next blank or the next character of JSON's own.
fn rubbish_length(rest: &str) -> usize {
    let ends = |c: char| c.is_whitespace() || matches!(c, '{' | '}' | '[' | ']' | ',' | ':' | '"');
    let first = rest.chars().next().map_or(0, char::len_utf8);
    rest.get(first..).and_then(|rest| rest.find(ends)).map_or(rest.len(), |length| first + length)
}

/// The value of a number; one that is too large for a whole number is a float.
fn number_value(text: &str) -> Value {
    if let Ok(value) = text.parse() {
        return Value::Int(value);
    }
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.trim_start_matches('+')),
    };
    let sign = if negative { -1.0 } else { 1.0 };
    match digits {
        "Infinity" => Value::Float(sign * f64::INFINITY),
        "NaN" => Value::Float(f64::NAN),
        _ => match digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X")) {
            Some(hex) => match i128::from_str_radix(hex, 16) {
                Ok(value) => Value::Int(if negative { -value } else { value }),
                Err(_) => Value::Text(text.into()),
            },
            None => digits.parse::<f64>().map_or_else(|_| Value::Text(text.into()), |value| Value::Float(sign * value)),
        },
    }
}

/// Whether the scanner's number is one of JSON too.
fn is_json_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let starts_right = digits.starts_with(|c: char| c.is_ascii_digit());
    let point_right = digits.split_once('.').is_none_or(|(_, rest)| rest.starts_with(|c: char| c.is_ascii_digit()));
    starts_right && point_right
}
