//! From the syntax of PCRE to those of the crates `regex` and `fancy-regex`.

use super::Anchor;

/// An expression in the syntaxes of both engines.
#[derive(Debug)]
pub(super) struct Translated {
    pub(super) linear: String,
    pub(super) backtracking: String,
    /// Whether only the second engine gives it its meaning; the first syntax then still tells whether it is an expression.
    pub(super) backtracks: bool,
    /// Whether it refers to groups, of which only the second engine knows whether they are there.
    pub(super) refers: bool,
}

/// Translates; what is no expression stays none.
pub(super) fn translate(pattern: &str, anchor: Anchor) -> Translated {
    let mut writer = Writer {
        rest: pattern,
        linear: String::with_capacity(pattern.len() + 16),
        backtracking: String::with_capacity(pattern.len() + 16),
        backtracks: false,
        refers: false,
        lines: anchor == Anchor::Anywhere || has_line_flag(pattern),
        quantified: false,
        groups: pattern.matches('(').count(),
        open: Vec::new(),
        closed: None,
    };
    if anchor == Anchor::Start {
        writer.both(r"\A(?:");
    }
    while writer.rest.starts_with("(*U") {
        // `(*UTF8)`, `(*UCP)`: settings that hold anyway.
        writer.rest = writer.rest.split_once(')').map_or("", |(_, rest)| rest);
    }
    while let Some(next) = writer.rest.chars().next() {
        writer.step(next);
    }
    if anchor == Anchor::Start {
        writer.both(")");
    }
    let Writer { linear, backtracking, backtracks, refers, .. } = writer;
    Translated { linear, backtracking, backtracks: backtracks || refers, refers }
}

/// Whether the expression itself asks that `$` stand for ends of lines.
fn has_line_flag(pattern: &str) -> bool {
    pattern.split("(?").skip(1).any(|group| {
        let flags = group.split(|c: char| !c.is_ascii_lowercase()).next().unwrap_or_default();
        flags.contains('m') && group.get(flags.len()..).is_some_and(|rest| rest.starts_with([')', ':', '-']))
    })
}

struct Writer<'p> {
    rest: &'p str,
    linear: String,
    backtracking: String,
    backtracks: bool,
    refers: bool,
    /// Whether `$` stands for ends of lines.
    lines: bool,
    /// Whether a quantifier was written last: a `+` after it makes it possessive.
    quantified: bool,
    /// At most so many groups are there; a larger number after a `\` is no reference but an octal code.
    groups: usize,
    open: Vec<Group>,
    /// The group that was closed last, if nothing was written since.
    closed: Option<Group>,
}

/// A group, and where in both outputs it begins.
#[derive(Debug, Clone, Copy)]
struct Group {
    looks_around: bool,
    linear: usize,
    backtracking: usize,
}

impl<'p> Writer<'p> {
    fn both(&mut self, text: &str) {
        self.linear.push_str(text);
        self.backtracking.push_str(text);
    }

    /// Takes `count` bytes of the pattern.
    fn take(&mut self, count: usize) -> &'p str {
        let (head, rest) = self.rest.split_at_checked(count).unwrap_or((self.rest, ""));
        self.rest = rest;
        head
    }

    fn step(&mut self, next: char) {
        let after_quantifier = std::mem::take(&mut self.quantified);
        let closed = self.closed.take();
        match next {
            '\\' => self.escape(),
            '[' => self.class(),
            '(' => self.group(),
            ')' => {
                self.replace(1, ")");
                self.closed = self.open.pop();
            }
            '*' | '+' | '?' | '{' if closed.is_some_and(|group| group.looks_around) => self.repeated_look(closed),
            '*' | '+' | '?' => {
                if after_quantifier {
                    self.backtracks |= next == '+';
                } else {
                    self.quantified = true;
                }
                let taken = self.take(1);
                self.both(taken);
            }
            '{' => match bounds(self.rest) {
                Some(length) => {
                    let taken = self.take(length);
                    self.both(taken);
                    self.quantified = true;
                }
                None => self.replace(1, r"\{"),
            },
            '}' => self.replace(1, r"\}"),
            // Without lines, `$` also stands before a newline that ends the text.
            '$' if !self.lines => self.replace(1, r"(?:\n?\z)"),
            _ => {
                let taken = self.take(next.len_utf8());
                self.both(taken);
            }
        }
    }

    /// Looking several times sees nothing new, and looking perhaps never asks for nothing.
    fn repeated_look(&mut self, group: Option<Group>) {
        let length = if self.rest.starts_with('{') { bounds(self.rest) } else { Some(1) };
        let Some(length) = length else { return self.replace(1, r"\{") };
        let quantifier = self.take(length);
        let never = quantifier.starts_with(['*', '?']) || quantifier.starts_with("{0");
        if let (Some(group), true) = (group, never) {
            self.linear.truncate(group.linear);
            self.backtracking.truncate(group.backtracking);
        }
    }

    fn replace(&mut self, count: usize, text: &str) {
        self.take(count);
        self.both(text);
    }

    /// An opening parenthesis with all that belongs to it.
    fn group(&mut self) {
        const RENAMED: &[(&str, &str)] = &[("(?P>", r"\g<"), ("(?&", r"\g<"), ("(?P=", r"\k<")];
        if self.rest.starts_with("(?#") {
            let length = self.rest.find(')').map_or(self.rest.len(), |at| at + 1);
            self.take(length);
            return;
        }
        for (from, to) in RENAMED {
            if let Some((name, _)) = self.rest.strip_prefix(from).and_then(|rest| rest.split_once(')')) {
                let call = format!("{to}{name}>");
                self.refers = true;
                return self.replace(from.len() + name.len() + 1, &call);
            }
        }
        if let Some((name, _)) = self.rest.strip_prefix("(?'").and_then(|rest| rest.split_once('\'')) {
            let opening = format!("(?<{name}>");
            let (linear, backtracking) = (self.linear.len(), self.backtracking.len());
            self.open.push(Group { looks_around: false, linear, backtracking });
            return self.replace(name.len() + 4, &opening);
        }
        if let Some((number, _)) = self.rest.strip_prefix("(?").and_then(|rest| rest.split_once(')'))
            && (number == "R" || !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
        {
            let call = format!(r"\g<{}>", if number == "R" { "0" } else { number });
            self.refers = true;
            return self.replace(number.len() + 3, &call);
        }
        let (linear, backtracking) = (self.linear.len(), self.backtracking.len());
        let special = ["(?=", "(?!", "(?<=", "(?<!", "(?>"].iter().find(|opening| self.rest.starts_with(**opening));
        self.open.push(Group { looks_around: special.is_some_and(|opening| *opening != "(?>"), linear, backtracking });
        if let Some(opening) = special {
            self.backtracks = true;
            self.take(opening.len());
            self.linear.push_str("(?:");
            return self.backtracking.push_str(opening);
        }
        let taken = self.take(if self.rest.starts_with("(?") { 2 } else { 1 });
        self.both(taken);
    }

    /// An escape outside of a class.
    fn escape(&mut self) {
        if self.rest.starts_with(r"\Q") {
            return self.quoted();
        }
        if self.reference().is_some() {
            return;
        }
        let Some(name) = self.rest.chars().nth(1) else {
            let taken = self.take(1);
            return self.both(taken);
        };
        if let Some(set) = set(name) {
            let text = if name.is_ascii_lowercase() { format!("[{set}]") } else { format!("[^{set}]") };
            return self.replace(2, &text);
        }
        match name {
            'b' | 'B' => {
                self.take(2);
                self.linear.push_str(if name == 'b' { r"(?-u:\b)" } else { r"(?:\B)" });
                self.backtracking.push_str(if name == 'b' { r"\b" } else { r"\B" });
            }
            'Z' => {
                self.backtracks = true;
                self.take(2);
                self.backtracking.push_str(r"(?=\n?\z)");
            }
            'R' => self.replace(2, r"(?:\r\n|[\n\x0b\f\r\x{85}\x{2028}\x{2029}])"),
            'N' => self.replace(2, r"[^\n]"),
            'A' | 'z' | 'p' | 'P' => {
                let taken = self.take(2);
                self.both(taken);
            }
            'K' | 'G' => {
                self.backtracks = true;
                let taken = self.take(2);
                self.backtracking.push_str(taken);
            }
            _ => self.character(false),
        }
    }

    /// `\Q...\E`: everything between stands for itself.
    fn quoted(&mut self) {
        self.take(2);
        let end = self.rest.find(r"\E").unwrap_or(self.rest.len());
        let text = regex_syntax::escape(self.take(end));
        self.both(&text);
        self.take(2);
    }

    /// A back reference in any spelling; `None` if there is none.
    fn reference(&mut self) -> Option<()> {
        let rest = self.rest.get(1..)?;
        let first = rest.chars().next()?;
        if matches!(first, '1'..='9') {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let number: usize = rest.get(..digits)?.parse().unwrap_or(usize::MAX);
            if number > 9 && number > self.groups {
                return None;
            }
            self.refers = true;
            let taken = self.take(1 + digits);
            self.both(taken);
            return Some(());
        }
        if !matches!(first, 'g' | 'k') {
            return None;
        }
        let inner = rest.get(1..)?;
        let (name, length) = match inner.chars().next()? {
            '{' => (inner.get(1..)?.split_once('}')?.0, 2),
            '<' => (inner.get(1..)?.split_once('>')?.0, 2),
            '\'' => (inner.get(1..)?.split_once('\'')?.0, 2),
            _ => (inner.get(..inner.bytes().take_while(u8::is_ascii_digit).count())?, 0),
        };
        let number = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
        let text = if number { format!(r"\{name}") } else { format!(r"\k<{name}>") };
        self.refers = true;
        self.replace(2 + name.len() + length, &text);
        Some(())
    }

    /// An escape that stands for one character, in a class or outside of one.
    fn character(&mut self, in_class: bool) {
        self.take(1);
        let Some(name) = self.rest.chars().next() else { return self.both(r"\") };
        match name {
            'e' => self.replace(1, r"\x1b"),
            'b' if in_class => self.replace(1, r"\x08"),
            'a' | 'f' | 'n' | 'r' | 't' => {
                let taken = self.take(1);
                self.both(r"\");
                self.both(taken);
            }
            '0'..='7' => {
                let digits = self.rest.bytes().take(3).take_while(|byte| matches!(byte, b'0'..=b'7')).count();
                let value = u32::from_str_radix(self.take(digits), 8).unwrap_or_default();
                self.code(value);
            }
            'x' if self.rest.starts_with("x{") => {
                let length = self.rest.find('}').map_or(self.rest.len(), |at| at + 1);
                let taken = self.take(length);
                self.both(r"\");
                self.both(taken);
            }
            'x' => {
                self.take(1);
                let digits = self.rest.bytes().take(2).take_while(u8::is_ascii_hexdigit).count();
                let value = u32::from_str_radix(self.take(digits), 16).unwrap_or_default();
                self.code(value);
            }
            'c' => {
                self.take(1);
                let letter = self.rest.chars().next().unwrap_or('@').to_ascii_uppercase();
                self.take(letter.len_utf8());
                self.code(u32::from(letter) ^ 0x40);
            }
            name if name.is_ascii_alphanumeric() => {
                // No escape of PCRE; it is left for the engine to refuse.
                let taken = self.take(1);
                self.both(r"\");
                self.both(taken);
            }
            name => {
                self.take(name.len_utf8());
                self.literal(name);
            }
        }
    }

    fn code(&mut self, value: u32) {
        let text = format!(r"\x{{{value:x}}}");
        self.both(&text);
    }

    /// A character that stands for itself.
    fn literal(&mut self, character: char) {
        if matches!(character, '<' | '>') || !character.is_ascii() {
            // Escaped, these would be borders of words, or nothing.
            self.both(character.encode_utf8(&mut [0; 4]));
        } else if character.is_ascii_whitespace() || character.is_ascii_control() {
            self.code(u32::from(character));
        } else {
            self.both(r"\");
            self.both(character.encode_utf8(&mut [0; 4]));
        }
    }

    /// A class in brackets. What the engines would read as an operation of sets, or as a blank to pass over, is escaped.
    fn class(&mut self) {
        self.replace(1, "[");
        if self.rest.starts_with('^') {
            self.replace(1, "^");
        }
        let mut first = true;
        // After a set such as `\w` a `-` stands for itself.
        let mut after_set = false;
        while let Some(next) = self.rest.chars().next() {
            let was_set = std::mem::take(&mut after_set);
            match next {
                ']' if !first => return self.replace(1, "]"),
                '\\' if self.rest.starts_with(r"\E") => {
                    self.take(2);
                }
                '\\' => after_set = self.class_escape(),
                '[' if self.rest.starts_with("[:") && self.rest.contains(":]") => {
                    let length = self.rest.find(":]").map_or(1, |at| at + 2);
                    let taken = self.take(length);
                    self.both(taken);
                    after_set = true;
                }
                '-' => {
                    let before_set = self.rest.get(1..).is_some_and(starts_with_set);
                    let last = self.rest.get(1..).is_some_and(|rest| rest.starts_with(']'));
                    let text = if first || last || was_set || before_set { r"\-" } else { "-" };
                    self.replace(1, text);
                }
                '[' | ']' | '&' | '~' | '#' => {
                    self.take(1);
                    self.literal(next);
                }
                next if next.is_ascii_whitespace() => {
                    self.take(1);
                    self.code(u32::from(next));
                }
                next => {
                    let taken = self.take(next.len_utf8());
                    self.both(taken);
                }
            }
            first = false;
        }
    }

    /// An escape in a class; whether it was a set of characters.
    fn class_escape(&mut self) -> bool {
        let name = self.rest.chars().nth(1).unwrap_or('\\');
        if let Some(set) = set(name) {
            let text = if name.is_ascii_lowercase() { set.to_owned() } else { format!("[^{set}]") };
            self.replace(2, &text);
            return true;
        }
        if matches!(name, 'p' | 'P') {
            let taken = self.take(2);
            self.both(taken);
            return true;
        }
        self.character(true);
        false
    }
}

/// The characters of a set's escape, which without Unicode properties are those of ASCII; lower case for both spellings.
fn set(name: char) -> Option<&'static str> {
    match name {
        'd' | 'D' => Some("0-9"),
        'w' | 'W' => Some("A-Za-z0-9_"),
        's' | 'S' => Some(r"\x20\t\n\x0b\f\r"),
        'h' | 'H' => Some(r"\x20\t\x{a0}"),
        'v' | 'V' => Some(r"\n\x0b\f\r\x{85}\x{2028}\x{2029}"),
        _ => None,
    }
}

fn starts_with_set(rest: &str) -> bool {
    let mut characters = rest.chars();
    characters.next() == Some('\\') && characters.next().is_some_and(|name| set(name).is_some())
}

/// The length of `{3}`, `{3,}` or `{3,5}`; any other brace stands for itself.
fn bounds(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('{')?.split_once('}')?.0;
    let (low, high) = inner.split_once(',').unwrap_or((inner, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    (!low.is_empty() && digits(low) && digits(high)).then_some(inner.len() + 2)
}
