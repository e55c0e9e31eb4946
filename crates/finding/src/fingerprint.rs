//! The two keys of a finding. They hold no line numbers, so moving or re-indenting code reopens nothing.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The identity of a finding across scans; both keys are 32 lower-case hex digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Fingerprint {
    /// Rule, logical location, normalised snippet and occurrence. The baseline matches by it first.
    pub primary: String,
    /// Rule and normalised snippet; matches one-to-one what was renamed or moved to another file.
    pub moved: String,
}

impl Fingerprint {
    /// The keys of the `occurrence`-th finding (from 0) with the same rule, location and snippet.
    ///
    /// `logical` is path-free where the finding has a logical name, so that moving the file keeps the key. The snippet
    /// must be masked: no secret's value may enter.
    pub fn new(rule: &str, logical: &str, snippet: &str, occurrence: usize) -> Self {
        let snippet = normalise_snippet(snippet);
        Self { primary: digest(&[rule, logical, &snippet, &occurrence.to_string()]), moved: digest(&[rule, &snippet]) }
    }
}

/// The snippet with every run of white space as one blank, so that indentation and line ends do not count.
pub fn normalise_snippet(snippet: &str) -> String {
    snippet.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn digest(parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    let mut hex = String::with_capacity(32);
    for byte in hasher.finalize().iter().take(16) {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_does_not_count_but_place_and_occurrence_do() {
        let key = |snippet, n| Fingerprint::new("posture/x", "F", snippet, n);
        assert_eq!(key("a:  b\n  c", 0), key("a: b\r\n\tc", 0));
        assert_ne!(key("a", 0).primary, key("a", 1).primary);
        assert_eq!(key("a", 0).moved, key("a", 1).moved);
        assert_ne!(Fingerprint::new("ab", "c", "", 0), Fingerprint::new("a", "bc", "", 0));
    }
}
