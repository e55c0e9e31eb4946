//! Regular expressions as rules write them: PCRE.

use fancy_regex::{Regex as Fancy, RegexBuilder as FancyBuilder};
use regex::{Regex as Plain, RegexBuilder as PlainBuilder};

/// Steps that one search may go back before it gives up.
const MOST_BACKTRACKING: usize = 100_000;

/// A regular expression: linear where it can be, with look-around where it must be.
#[derive(Debug, Clone)]
pub enum Regex {
    /// Without look-around and back references.
    Plain(Plain),
    /// With them; what goes back too often is no match.
    Fancy(Fancy),
}

impl Regex {
    /// Reads a regular expression.
    ///
    /// # Errors
    /// Where neither engine takes it: in words.
    pub fn new(pattern: &str) -> Result<Self, String> {
        Self::with_flags(pattern, "")
    }

    /// Reads a regular expression with flags of `/re/flags`.
    ///
    /// # Errors
    /// Where neither engine takes it: in words.
    pub fn with_flags(pattern: &str, flags: &str) -> Result<Self, String> {
        let pattern = pattern.replace(r"\Z", r"\z");
        let plain = PlainBuilder::new(&pattern)
            .multi_line(true)
            .case_insensitive(flags.contains('i'))
            .dot_matches_new_line(flags.contains('s'))
            .build();
        if let Ok(regex) = plain {
            return Ok(Self::Plain(regex));
        }
        let prefix = match (flags.contains('i'), flags.contains('s')) {
            (true, true) => "(?ims)",
            (true, false) => "(?im)",
            (false, true) => "(?ms)",
            (false, false) => "(?m)",
        };
        FancyBuilder::new(&format!("{prefix}{pattern}"))
            .backtrack_limit(MOST_BACKTRACKING)
            .build()
            .map(Self::Fancy)
            .map_err(|error| error.to_string())
    }

    /// Whether it is found in a text.
    pub fn is_match(&self, text: &str) -> bool {
        match self {
            Self::Plain(regex) => regex.is_match(text),
            Self::Fancy(regex) => regex.is_match(text).unwrap_or(false),
        }
    }
}
