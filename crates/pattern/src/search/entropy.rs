//! Whether a text looks like a secret: what nobody would write as words says much in few characters.
//!
//! Letters that often follow one another in English say little, all other characters much. A text looks random if it says
//! more than 64 bits in all and more than 4.8 bits a character, which are Semgrep's bounds.

use rustc_hash::FxHashSet;

/// Half bits of letters and of rows of three letters; `data/english` says how they were counted.
const TABLE: &[u8] = include_bytes!("../../../../data/english/trigrams.txt");

/// Bits of a character that is no letter: one of 62.
const OTHER: f64 = 5.954;
/// The bits that a text must say in all, and a character on the average.
const LEAST_BITS: f64 = 64.0;
const LEAST_DENSITY: f64 = 4.8;
/// The part of it that a row of three says when it comes again.
const AGAIN: f64 = 0.75;
/// Bytes of a text that are looked at.
const LONGEST: usize = 1 << 16;

/// Whether a text looks random.
pub(super) fn looks_random(text: &str) -> bool {
    let text: Vec<u8> = text.bytes().take(LONGEST).map(|byte| byte.to_ascii_uppercase()).collect();
    let is_repeated = text.first().is_none_or(|first| text.iter().all(|byte| byte == first));
    if is_repeated {
        return false;
    }
    // Each character lies in three rows of three, and a third of each row counts; at the end the rows are shorter.
    let mut seen = FxHashSet::default();
    let bits: f64 = (0..text.len()).map(|at| row(text.get(at..).unwrap_or_default(), &mut seen)).sum();
    bits > LEAST_BITS && bits > LEAST_DENSITY * text.len() as f64
}

/// The bits that a character says, told from it and the two after it. A row that was there before says less.
fn row(text: &[u8], seen: &mut FxHashSet<[u8; 3]>) -> f64 {
    match text {
        [a, b, c, ..] => {
            let apart = one(*a) + one(*b) + one(*c);
            let together = known(&[*a, *b, *c]).unwrap_or(apart);
            let is_new = seen.insert([*a, *b, *c]);
            (if is_new { together } else { together.min(apart) * AGAIN }) / 3.0
        }
        [a, b] => f64::midpoint(one(*a), one(*b)),
        [a] => one(*a),
        [] => 0.0,
    }
}

fn one(byte: u8) -> f64 {
    known(&[byte]).unwrap_or(OTHER)
}

/// The bits of one letter, or of three in a row.
fn known(letters: &[u8]) -> Option<f64> {
    let place = letters.iter().try_fold(0, |place, byte| {
        let letter = byte.is_ascii_uppercase().then(|| usize::from(byte - b'A'))?;
        Some(place * 26 + letter)
    })?;
    let (line, column) = (if letters.len() == 1 { 0 } else { 1 + place / 26 }, place % 26);
    TABLE.get(line * 27 + column).map(|byte| f64::from(byte.saturating_sub(b'0')) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::looks_random;

    #[test]
    fn words_are_not_random_and_keys_are() {
        for text in [
            "",
            "password",
            "xxxxxxxxxxxxxxxxxxxxxxxxx",
            "someLongNameOfAMethodThatDoesThings",
            "1234",
            "deadbeef",
            "abababababababababababababababab",
        ] {
            assert!(!looks_random(text), "{text}");
        }
        for text in ["287139315271", "d3a447630194bd4b", "wJalrXUtnFEMIK7MDENGbPxRfiCYzkQ", "AP6abc1231321"] {
            assert!(looks_random(text), "{text}");
        }
    }
}
