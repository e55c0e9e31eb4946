//! A text as a row of words, marks and brackets, whatever its lines.
//!
//! A word is a run of its characters; a node is a word, any other character that is no blank, or brackets with everything
//! between them. Blanks may stand between any two nodes.

mod brackets;
mod matching;
mod pattern;

pub(crate) use matching::find;
pub(crate) use pattern::Pattern;

/// What words and brackets are.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    /// Pairs of brackets.
    pub brackets: Vec<(char, char)>,
    /// Characters of words beside letters, digits and `_`.
    pub extra: Vec<char>,
    /// Whether the end of a line is a blank as any other.
    pub is_multiline: bool,
    /// Whether letters match in any case.
    pub is_caseless: bool,
}

impl Words {
    /// Whether a character can be told to be a word, an opening or a closing bracket.
    ///
    /// # Errors
    /// When it can not.
    pub(crate) fn check(&self) -> Result<(), String> {
        for (number, (open, close)) in self.brackets.iter().enumerate() {
            if self.is_word(*open) || self.is_word(*close) {
                return Err(format!("`{open}` and `{close}` cannot be both brackets and parts of words"));
            }
            let others = self.brackets.iter().take(number);
            if others.clone().any(|other| other.0 == *open || other.1 == *close) {
                return Err(format!("the brackets `{open}` and `{close}` are there twice"));
            }
        }
        Ok(())
    }

    fn is_word(&self, c: char) -> bool {
        c.is_ascii_alphanumeric() || c == '_' || self.extra.contains(&c)
    }

    /// The bracket that closes one.
    fn closing(&self, c: char) -> Option<char> {
        self.brackets.iter().find(|(open, _)| *open == c).map(|(_, close)| *close)
    }

    fn is_closing(&self, c: char) -> bool {
        self.brackets.iter().any(|(_, close)| *close == c)
    }
}

/// Whether a character is a blank.
const fn is_blank(c: char, with_lines: bool) -> bool {
    matches!(c, ' ' | '\t') || (with_lines && matches!(c, '\n' | '\x0b' | '\x0c' | '\r'))
}
