//! JavaScript as the tokens by which a bundler and a minifier can be seen through: strings, regular expressions, names behind a dot
//! and keys of objects stay as they are, names of variables do not. Nothing is parsed: what is broken gives odd tokens, no error.

use super::brackets::{Bracket, Brackets, Opener};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A string, or a part of a template; its text is what it stands for.
    Text,
    /// A regular expression, without its slashes and flags.
    Regex,
    /// A name behind a dot, a key of an object, the name of a method.
    Property,
    /// A keyword, or a name that every program has.
    Word,
    /// A comment with its marks.
    Comment,
}

/// A token that minifiers leave.
#[derive(Debug)]
pub(super) struct Token<'t> {
    /// What it is.
    pub kind: Kind,
    /// Its text.
    pub text: &'t [u8],
    /// The byte at which it begins.
    pub at: usize,
    /// Whether a minifier may move it: it is compared with something, and the sides of a comparison may be swapped.
    pub is_loose: bool,
}

/// Names and keywords that a minifier leaves where they are; sorted.
const WORDS: [&str; 48] = [
    "AbortController",
    "Array",
    "BigInt",
    "Boolean",
    "Buffer",
    "DataView",
    "Date",
    "Error",
    "Float64Array",
    "Function",
    "Int32Array",
    "JSON",
    "Map",
    "Math",
    "Number",
    "Object",
    "Promise",
    "Proxy",
    "RangeError",
    "ReferenceError",
    "Reflect",
    "RegExp",
    "Set",
    "String",
    "Symbol",
    "SyntaxError",
    "TextDecoder",
    "TextEncoder",
    "TypeError",
    "URL",
    "URLSearchParams",
    "Uint32Array",
    "Uint8Array",
    "WeakMap",
    "WeakSet",
    "arguments",
    "await",
    "class",
    "clearTimeout",
    "console",
    "delete",
    "extends",
    "instanceof",
    "process",
    "setTimeout",
    "super",
    "this",
    "throw",
];

/// Keywords behind which a slash begins a regular expression.
const BEFORE_REGEX: [&str; 14] = [
    "return",
    "typeof",
    "case",
    "in",
    "of",
    "instanceof",
    "new",
    "delete",
    "void",
    "throw",
    "await",
    "yield",
    "do",
    "else",
];

/// Bytes of a regular expression; a longer one is none.
const LONGEST_REGEX: usize = 2000;

/// What stood before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before<'t> {
    Nothing,
    Name(&'t [u8]),
    Value,
    Mark(u8),
    Equality,
    Arrow,
    Spread,
    Closed(Bracket),
}

/// A text that may grow: minifiers join `"a" + "b"`.
#[derive(Default)]
struct Pending {
    text: Vec<u8>,
    at: usize,
    is_there: bool,
    is_loose: bool,
    /// Whether a plus follows it.
    is_open: bool,
}

/// Calls `take` for each token, in order.
pub(super) fn tokens(text: &str, take: &mut dyn FnMut(&Token<'_>)) {
    let mut lexer = Lexer {
        text: text.as_bytes(),
        at: 0,
        before: Before::Nothing,
        earlier: Before::Nothing,
        brackets: Brackets::default(),
        pending: Pending::default(),
        take,
    };
    lexer.run();
}

struct Lexer<'t, 'f> {
    text: &'t [u8],
    at: usize,
    before: Before<'t>,
    earlier: Before<'t>,
    brackets: Brackets<'t>,
    pending: Pending,
    take: &'f mut dyn FnMut(&Token<'_>),
}

impl<'t> Lexer<'t, '_> {
    fn run(&mut self) {
        if self.text.starts_with(b"#!") {
            self.at = self.end_of_line(0);
        }
        while let Some(byte) = self.peek(0) {
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' => self.at += 1,
                b'"' | b'\'' => self.string(byte),
                b'`' => self.template(1),
                b'/' => self.slash(),
                b'0'..=b'9' => self.number(),
                b'A'..=b'Z' | b'a'..=b'z' | b'_' | b'$' | b'#' | b'\\' | 0x80.. => self.name(),
                b'(' | b'[' | b'{' => self.open(byte),
                b')' | b']' | b'}' => self.close(byte),
                _ => self.mark(byte),
            }
        }
        self.flush(false);
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.text.get(self.at + ahead).copied()
    }

    fn end_of_line(&self, from: usize) -> usize {
        let rest = self.text.get(from..).unwrap_or_default();
        from + rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len())
    }

    fn slice(&self, from: usize, to: usize) -> &'t [u8] {
        self.text.get(from..to).unwrap_or_default()
    }

    fn step(&mut self, now: Before<'t>) {
        self.earlier = self.before;
        self.before = now;
    }

    fn give(&mut self, kind: Kind, text: &[u8], at: usize) {
        (self.take)(&Token { kind, text, at, is_loose: false });
    }

    /// Gives the text that waits, now that it is known whether it is compared.
    fn flush(&mut self, is_compared: bool) {
        if !self.pending.is_there {
            return;
        }
        let is_loose = self.pending.is_loose || is_compared;
        let Pending { text, at, .. } = std::mem::take(&mut self.pending);
        (self.take)(&Token { kind: Kind::Text, text: &text, at, is_loose });
        self.pending.text = text;
        self.pending.text.clear();
    }

    fn mark(&mut self, byte: u8) {
        let length = self.text.get(self.at..).unwrap_or_default();
        let (now, length) = match length {
            [b'=' | b'!', b'=', b'=', ..] => (Before::Equality, 3),
            [b'=' | b'!', b'=', ..] => (Before::Equality, 2),
            [b'=', b'>', ..] => (Before::Arrow, 2),
            [b'<' | b'>', ..] => (Before::Equality, 1),
            [b'.', b'.', b'.', ..] => (Before::Spread, 3),
            [b'?', b'.', next, ..] if !next.is_ascii_digit() => (Before::Mark(b'.'), 2),
            [b'+', b'+', ..] | [b'-', b'-', ..] => {
                self.flush(false);
                self.at += 2;
                // Before or behind a value: what follows is told by what stood before.
                return;
            }
            _ => (Before::Mark(byte), 1),
        };
        if now == Before::Mark(b'+') {
            self.pending.is_open = self.pending.is_there;
        } else {
            self.flush(now == Before::Equality);
        }
        self.at += length;
        self.step(now);
    }

    fn string(&mut self, quote: u8) {
        let start = self.at;
        let mut end = start + 1;
        let mut is_plain = true;
        loop {
            match self.text.get(end) {
                Some(b'\\') => {
                    is_plain = false;
                    end += 2;
                }
                Some(byte) if *byte == quote => break,
                // A string ends with its line: so one broken string does not turn all that follows inside out.
                Some(b'\n') | None => break,
                Some(_) => end += 1,
            }
        }
        self.at = end.min(self.text.len()).saturating_add(usize::from(self.text.get(end) == Some(&quote)));
        let raw = self.slice(start + 1, end.min(self.text.len()));
        if self.is_module_name() || raw == b"use strict" {
            self.flush(false);
            return self.step(Before::Value);
        }
        self.content(raw, is_plain, start);
        self.step(Before::Value);
    }

    /// Takes in what a string or a part of a template stands for.
    fn content(&mut self, raw: &[u8], is_plain: bool, at: usize) {
        if !(self.pending.is_open && self.before == Before::Mark(b'+')) {
            self.flush(false);
            self.pending = Pending { text: std::mem::take(&mut self.pending.text), at, ..Pending::default() };
            self.pending.is_loose = self.before == Before::Equality;
        }
        self.pending.is_there = true;
        self.pending.is_open = false;
        if is_plain {
            self.pending.text.extend_from_slice(raw);
        } else {
            super::escapes::decode(raw, &mut self.pending.text);
        }
    }

    /// Whether a string names a module: behind `from`, `import`, `require(` and `import(`. Bundlers take these away.
    fn is_module_name(&self) -> bool {
        matches!(
            (self.earlier, self.before),
            (_, Before::Name(b"from" | b"import")) | (Before::Name(b"require" | b"import"), Before::Mark(b'('))
        )
    }

    /// A template from behind its opening, or from behind a hole.
    fn template(&mut self, skip: usize) {
        let start = self.at + skip;
        let mut end = start;
        let mut is_plain = true;
        let is_hole = loop {
            match (self.text.get(end), self.text.get(end + 1)) {
                (Some(b'\\'), _) => {
                    is_plain = false;
                    end += 2;
                }
                (Some(b'$'), Some(b'{')) => break true,
                (Some(b'`') | None, _) => break false,
                _ => end += 1,
            }
        };
        let end = end.min(self.text.len());
        if end > start {
            self.content(self.slice(start, end), is_plain, start);
        }
        self.at = (end + if is_hole { 2 } else { 1 }).min(self.text.len());
        if is_hole {
            self.flush(false);
            self.brackets.open(Bracket::Hole, Opener::default());
            self.step(Before::Mark(b'{'));
        } else {
            self.step(Before::Value);
        }
    }

    fn slash(&mut self) {
        match self.peek(1) {
            Some(b'/') => {
                let end = self.end_of_line(self.at);
                self.comment(end);
            }
            Some(b'*') => {
                let body = self.text.get(self.at + 2..).unwrap_or_default();
                let length = body.windows(2).position(|pair| pair == b"*/").map_or(body.len(), |at| at + 2);
                self.comment(self.at + 2 + length);
            }
            _ if self.is_regex() => self.regex(),
            _ => self.mark(b'/'),
        }
    }

    fn comment(&mut self, end: usize) {
        let start = self.at;
        self.at = end;
        self.give(Kind::Comment, self.slice(start, end), start);
    }

    fn is_regex(&self) -> bool {
        match self.before {
            Before::Nothing | Before::Equality | Before::Arrow | Before::Spread => true,
            Before::Mark(byte) => byte != b'.',
            Before::Name(name) => {
                self.earlier != Before::Mark(b'.') && BEFORE_REGEX.iter().any(|word| word.as_bytes() == name)
            }
            Before::Value => false,
            Before::Closed(bracket) => matches!(bracket, Bracket::Block | Bracket::Condition),
        }
    }

    fn regex(&mut self) {
        self.flush(false);
        let start = self.at;
        let (mut end, mut is_class) = (start + 1, false);
        loop {
            match self.text.get(end) {
                Some(b'\\') => end += 1,
                Some(b'[') => is_class = true,
                Some(b']') => is_class = false,
                Some(b'/') if !is_class => break,
                Some(byte) if *byte != b'\n' && end - start < LONGEST_REGEX => {}
                // No regular expression after all.
                _ => return self.mark(b'/'),
            }
            end += 1;
        }
        self.give(Kind::Regex, self.slice(start + 1, end), start);
        self.at = end + 1;
        while self.peek(0).is_some_and(|byte| byte.is_ascii_alphabetic()) {
            self.at += 1;
        }
        self.step(Before::Value);
    }

    fn number(&mut self) {
        self.flush(false);
        while self.peek(0).is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_')) {
            self.at += 1;
        }
        self.step(Before::Value);
    }

    fn name(&mut self) {
        self.flush(false);
        let start = self.at;
        self.at += 1;
        let is_part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'\\') || byte >= 0x80;
        while self.peek(0).is_some_and(is_part) {
            self.at += 1;
        }
        let name = self.slice(start, self.at);
        match self.before {
            Before::Mark(b'.') => self.give(Kind::Property, name, start),
            _ if self.is_key() => self.give(Kind::Property, name, start),
            _ if WORDS.binary_search_by(|word| word.as_bytes().cmp(name)).is_ok() => self.give(Kind::Word, name, start),
            _ => {}
        }
        self.step(Before::Name(name));
    }

    /// Whether a name is the key of an object. One that stands alone is the name of a variable too, but a minifier that renames
    /// the variable has to write the key.
    fn is_key(&self) -> bool {
        if self.brackets.top() != Some(Bracket::Object) || !matches!(self.before, Before::Mark(b'{' | b',')) {
            return false;
        }
        let rest = self.text.get(self.at..).unwrap_or_default();
        let next = rest.iter().find(|byte| !byte.is_ascii_whitespace());
        matches!(next, Some(b':' | b',' | b'}' | b'='))
    }

    fn open(&mut self, byte: u8) {
        self.flush(false);
        let opener = match (byte, self.before) {
            (b'(', Before::Name(name)) => {
                let is_generator = self.earlier == Before::Mark(b'*') && self.brackets.top() == Some(Bracket::Block);
                let is_plain =
                    !is_generator && !matches!(self.earlier, Before::Mark(b'.') | Before::Name(b"function" | b"new"));
                Opener { name: Some(name).filter(|_| is_plain), at: self.at - name.len() }
            }
            _ => Opener::default(),
        };
        let bracket = match byte {
            b'(' => match self.before {
                Before::Name(b"if" | b"while" | b"for" | b"with") if self.earlier != Before::Mark(b'.') => {
                    Bracket::Condition
                }
                _ => Bracket::Round,
            },
            b'[' => Bracket::Square,
            _ if self.is_object() => Bracket::Object,
            _ => Bracket::Block,
        };
        if byte == b'{' {
            self.method();
        }
        self.brackets.open(bracket, opener);
        self.at += 1;
        self.step(Before::Mark(byte));
    }

    /// Whether a brace begins an object or takes one apart.
    fn is_object(&self) -> bool {
        match self.before {
            Before::Equality | Before::Spread => true,
            Before::Mark(byte) => !matches!(byte, b';' | b'{'),
            Before::Name(name) => matches!(
                name,
                b"return"
                    | b"const"
                    | b"let"
                    | b"var"
                    | b"of"
                    | b"in"
                    | b"typeof"
                    | b"throw"
                    | b"await"
                    | b"yield"
                    | b"case"
            ),
            Before::Nothing | Before::Value | Before::Arrow | Before::Closed(_) => false,
        }
    }

    /// A brace behind `name(…)` begins a method, which no minifier renames.
    fn method(&mut self) {
        if self.before != Before::Closed(Bracket::Round) {
            return;
        }
        let Opener { name: Some(name), at } = self.brackets.last_opener() else { return };
        if !matches!(name, b"switch" | b"catch" | b"function" | b"super") {
            self.give(Kind::Property, name, at);
        }
    }

    fn close(&mut self, byte: u8) {
        self.flush(false);
        let closed = self.brackets.close(byte);
        if closed == Some(Bracket::Hole) {
            // `step` happened before the hole.
            return self.template(1);
        }
        self.at += 1;
        self.step(closed.map_or(Before::Value, Before::Closed));
    }
}
