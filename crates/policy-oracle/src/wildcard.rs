//! Wildcards: `*` is any run of characters, `?` any one.
//!
//! A pattern is cut at its stars. The first piece stands at the start, the last at the end, and each of the others is
//! taken where it first occurs.

/// A wildcard pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wildcard {
    pieces: Vec<Vec<Spot>>,
}

/// One character of a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spot {
    Is(char),
    Any,
}

/// One character of a pattern's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Letter {
    /// As written, so that `*` and `?` are wildcards.
    Written(char),
    /// Itself, whatever it is.
    Itself(char),
}

impl Wildcard {
    /// The pattern of these letters.
    pub(crate) fn of(letters: impl IntoIterator<Item = Letter>) -> Self {
        let mut pieces = Vec::new();
        let mut piece = Vec::new();
        for letter in letters {
            match letter {
                Letter::Written('*') => pieces.push(std::mem::take(&mut piece)),
                Letter::Written('?') => piece.push(Spot::Any),
                Letter::Written(other) | Letter::Itself(other) => piece.push(Spot::Is(other)),
            }
        }
        pieces.push(piece);
        Self { pieces }
    }

    /// Whether the whole text matches.
    pub(crate) fn matches(&self, text: &[char]) -> bool {
        let Some((first, behind)) = self.pieces.split_first() else { return text.is_empty() };
        let Some((last, between)) = behind.split_last() else { return text.len() == first.len() && fits(first, text) };
        if first.len() + last.len() > text.len() || !fits(first, text) {
            return false;
        }
        let (head, tail) = text.split_at(text.len() - last.len());
        if !fits(last, tail) {
            return false;
        }
        let mut rest = head.get(first.len()..).unwrap_or_default();
        for piece in between {
            let Some(at) = (0..=rest.len()).find(|at| rest.get(*at..).is_some_and(|from| fits(piece, from))) else {
                return false;
            };
            rest = rest.get(at + piece.len()..).unwrap_or_default();
        }
        true
    }
}

/// Whether the text starts with the piece.
fn fits(piece: &[Spot], text: &[char]) -> bool {
    let equal = |(spot, given): (&Spot, &char)| match spot {
        Spot::Is(expected) => expected == given,
        Spot::Any => true,
    };
    piece.len() <= text.len() && piece.iter().zip(text).all(equal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matching() {
        for (pattern, text, expected) in [
            ("", "", true),
            ("", "a", false),
            ("*", "", true),
            ("?", "", false),
            ("?", "*", true),
            ("a*", "a", true),
            ("a*a", "a", false),
            ("a*a", "aa", true),
            ("*ab*ab", "abab", true),
            ("*ab*ab", "ab", false),
            ("*a?*b", "xaxb", true),
            ("*a?*b", "xab", false),
            ("a**b", "ab", true),
            ("?*?", "a", false),
            ("?*?", "ab", true),
        ] {
            let text: Vec<char> = text.chars().collect();
            assert_eq!(
                Wildcard::of(pattern.chars().map(Letter::Written)).matches(&text),
                expected,
                "{pattern} on {text:?}"
            );
        }
        let literal = Wildcard::of("a*".chars().map(Letter::Itself));
        assert!(literal.matches(&['a', '*']) && !literal.matches(&['a', 'b']));
    }
}
