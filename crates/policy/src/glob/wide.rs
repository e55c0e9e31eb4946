//! Matching for patterns made to make it slow: all positions of the pattern at once, 64 to a word.

use std::collections::HashMap;

use super::Token;

/// The positions that a text can have reached, as bits.
type Bits = Vec<u64>;

/// Whether the whole of `text`, whose characters are folded, matches. Takes a 64th of the product of both lengths.
pub(super) fn matches(tokens: &[Token], text: impl Iterator<Item = char>) -> bool {
    let pattern = Pattern::new(tokens);
    let mut reached = pattern.empty();
    set(&mut reached, 0);
    for character in text {
        reached = pattern.step(&reached, character);
        if reached.iter().all(|word| *word == 0) {
            return false;
        }
    }
    has(&reached, pattern.length)
}

/// A pattern whose position `i` lies before its `i`th token, the `*`s not counted.
struct Pattern {
    length: usize,
    /// The positions before which a `*` stands: a text may stay there.
    stays: Bits,
    /// The positions before a `?`.
    any: Bits,
    /// The positions before each character.
    literal: HashMap<char, Bits>,
}

impl Pattern {
    fn new(tokens: &[Token]) -> Self {
        let length = tokens.iter().filter(|token| **token != Token::Any).count();
        let empty = vec![0; length / 64 + 1];
        let mut pattern = Self { length, stays: empty.clone(), any: empty.clone(), literal: HashMap::new() };
        let mut at = 0;
        for token in tokens {
            match token {
                Token::Any => set(&mut pattern.stays, at),
                Token::One => set(&mut pattern.any, at),
                Token::Literal(character) => {
                    set(pattern.literal.entry(*character).or_insert_with(|| empty.clone()), at);
                }
            }
            at += usize::from(*token != Token::Any);
        }
        pattern
    }

    fn empty(&self) -> Bits {
        vec![0; self.length / 64 + 1]
    }

    /// The positions reached by one more character.
    fn step(&self, reached: &[u64], character: char) -> Bits {
        let literal = self.literal.get(&character).map_or(&[][..], Vec::as_slice);
        let mut literal = literal.iter().copied();
        let mut carry = 0;
        let words = reached.iter().zip(&self.any).zip(&self.stays);
        let next = words.map(|((reached, any), stays)| {
            let accepted = reached & (any | literal.next().unwrap_or_default());
            let moved = (accepted << 1) | carry;
            carry = accepted >> 63;
            moved | (reached & stays)
        });
        next.collect()
    }
}

fn set(bits: &mut [u64], at: usize) {
    if let Some(word) = bits.get_mut(at / 64) {
        *word |= 1 << (at % 64);
    }
}

fn has(bits: &[u64], at: usize) -> bool {
    bits.get(at / 64).is_some_and(|word| word & (1 << (at % 64)) != 0)
}

#[cfg(test)]
mod tests {
    use super::super::{Glob, STEPS};

    #[test]
    fn long_texts_match_as_short_ones_do() {
        let long = "a".repeat(STEPS);
        for (pattern, end, expected) in [
            ("*aaab", "b", true),
            ("*aaab", "c", false),
            ("*a?ab*", "b", true),
            ("a*", "", true),
            ("*?*b?", "bc", true),
            ("*‹*›", "‹*›", true),
            ("*aab", "", false),
        ] {
            let text = format!("{long}{end}");
            let glob = Glob::new(pattern);
            assert_eq!(super::matches(&glob.tokens, text.chars()), expected, "{pattern} on …{end}");
            assert_eq!(glob.matches(&text), expected, "{pattern} on …{end}");
        }
    }
}
