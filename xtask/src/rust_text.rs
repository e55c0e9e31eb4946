//! Rust source as text: what is code, and what is comment or literal. Enough for searching and counting, not a parser.

/// `text` with every comment and the inside of every literal blanked out; byte offsets and lines stay what they are.
pub fn code_only(text: &str) -> String {
    let mut scanner = Scanner { text, at: 0, code: String::with_capacity(text.len()) };
    while let Some(first) = scanner.rest().chars().next() {
        match first {
            '/' if scanner.rest().starts_with("//") => scanner.blank_until("\n", 0),
            '/' if scanner.rest().starts_with("/*") => scanner.blank_block_comment(),
            '"' => scanner.blank_text(),
            'r' | 'b' | 'c' if scanner.raw_hashes().is_some() && !scanner.in_a_name() => scanner.blank_raw_text(),
            '\'' => scanner.blank_character(),
            _ => scanner.keep(first.len_utf8()),
        }
    }
    scanner.code
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    code: String,
}

impl<'a> Scanner<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Whether the last character kept belongs to a name, so that an `r` after it starts no literal.
    fn in_a_name(&self) -> bool {
        self.code.ends_with(|last: char| last.is_alphanumeric() || last == '_')
    }

    fn keep(&mut self, bytes: usize) {
        self.code.push_str(self.rest().get(..bytes).unwrap_or_default());
        self.at += bytes;
    }

    fn blank(&mut self, bytes: usize) {
        for byte in self.rest().bytes().take(bytes) {
            self.code.push(if byte == b'\n' { '\n' } else { ' ' });
        }
        self.at += bytes;
    }

    /// Blanks up to `end`, and `more` bytes of it; to the end of the text when there is none.
    fn blank_until(&mut self, end: &str, more: usize) {
        let length = self.rest().find(end).map_or(self.rest().len(), |found| found + more);
        self.blank(length);
    }

    fn blank_block_comment(&mut self) {
        let mut depth = 0_usize;
        loop {
            let step = if self.rest().starts_with("/*") {
                depth += 1;
                2
            } else if self.rest().starts_with("*/") {
                depth -= 1;
                2
            } else {
                1
            };
            self.blank(step.min(self.rest().len()));
            if depth == 0 || self.rest().is_empty() {
                return;
            }
        }
    }

    fn blank_text(&mut self) {
        self.keep(1);
        let mut escaped = false;
        let end = self.rest().bytes().position(|byte| {
            let closes = byte == b'"' && !escaped;
            escaped = byte == b'\\' && !escaped;
            closes
        });
        self.blank(end.unwrap_or(self.rest().len()));
        self.keep(self.rest().len().min(1));
    }

    /// How many `#` open the raw literal that starts here, if one does.
    fn raw_hashes(&self) -> Option<usize> {
        let after = self.rest().trim_start_matches(['b', 'c']).strip_prefix('r')?;
        let hashes = after.len() - after.trim_start_matches('#').len();
        after.get(hashes..)?.starts_with('"').then_some(hashes)
    }

    fn blank_raw_text(&mut self) {
        let end = format!("\"{}", "#".repeat(self.raw_hashes().unwrap_or_default()));
        let opening = self.rest().find('"').unwrap_or_default() + 1;
        self.keep(opening);
        self.blank_until(&end, 0);
        self.keep(self.rest().len().min(end.len()));
    }

    /// A character literal; a lifetime is kept.
    fn blank_character(&mut self) {
        let inside = self.rest().get(1..).unwrap_or_default();
        let length = if let Some(escape) = inside.strip_prefix('\\') {
            escape.get(1..).and_then(|rest| rest.find('\'')).map(|end| end + 2)
        } else {
            inside
                .chars()
                .next()
                .map(char::len_utf8)
                .filter(|length| inside.get(*length..).is_some_and(|r| r.starts_with('\'')))
        };
        self.keep(1);
        if let Some(length) = length {
            self.blank(length);
            self.keep(1);
        }
    }
}

/// The line, from 1, that holds byte `offset`.
pub fn line_at(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}

/// The part of `code` from byte `open`, which holds an opening bracket, to its closing one, both included.
pub fn bracketed(code: &str, open: usize) -> &str {
    let rest = code.get(open..).unwrap_or_default();
    let mut depth = 0_usize;
    for (offset, byte) in rest.bytes().enumerate() {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return rest.get(..=offset).unwrap_or(rest);
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_literals_are_blanked() {
        for (text, code) in [
            ("a // b\nc", "a     \nc"),
            ("a /* b /* c */ d */ e", "a                   e"),
            (r#"f("a\"b", c)"#, r#"f("    ", c)"#),
            ("r#\"a\"b\"# + br\"c\"", "r#\"   \"# + br\" \""),
            (r"x('a', '\'', '\u{1f}')", r"x(' ', '  ', '      ')"),
            ("fn f<'a>(x: &'a str)", "fn f<'a>(x: &'a str)"),
            ("\"open", "\"    "),
            ("/* open", "       "),
        ] {
            assert_eq!(code_only(text), code, "{text}");
        }
    }

    #[test]
    fn brackets_are_matched() {
        assert_eq!(bracketed("x{a(b)[c]}d", 1), "{a(b)[c]}");
        assert_eq!(bracketed("x{a", 1), "{a");
    }
}
