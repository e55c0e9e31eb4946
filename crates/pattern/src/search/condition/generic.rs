//! Patterns of the language `generic` in a text: words and marks in order, with any space between them.

use source::{FileId, Span};

use crate::Text;
use crate::rule::{Anchor, Regex};

/// Whether a pattern is found in a text.
pub(super) fn matches(pattern: &str, text: &str) -> bool {
    let nowhere = Span::new(FileId(0), 0, 0);
    Regex::new(Text::new(expression(pattern), nowhere), Anchor::Anywhere)
        .is_ok_and(|regex| regex.is_match(text).unwrap_or(false))
}

/// The pattern as a regular expression.
fn expression(pattern: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut rest = pattern.trim();
    while let Some(first) = rest.chars().next() {
        let word = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
        let (part, len) = if let Some(after) = rest.strip_prefix("...") {
            (r"[\s\S]*?".to_owned(), rest.len() - after.len())
        } else if let Some(name) = rest.strip_prefix('$') {
            let len = name.find(|c: char| !is_word(c)).unwrap_or(name.len());
            (r"[A-Za-z0-9_]+".to_owned(), len + 1)
        } else if word > 0 {
            let word_text = rest.get(..word).unwrap_or_default();
            (format!(r"(?<![A-Za-z0-9_]){word_text}(?![A-Za-z0-9_])"), word)
        } else {
            (escaped(first), first.len_utf8())
        };
        parts.push(part);
        rest = rest.get(len..).unwrap_or_default().trim_start();
    }
    parts.join(r"\s*")
}

fn escaped(mark: char) -> String {
    if mark.is_ascii_punctuation() { format!("\\{mark}") } else { mark.to_string() }
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn words_and_marks() {
        assert!(matches("<$TAG ...", "  <a href='%s'>Click"));
        assert!(matches("SHA1", "SHA1"));
        assert!(!matches("SHA1", "SHA1x"));
        assert!(!matches("<$TAG ...", "a > 3"));
    }
}
