//! What a piece of JavaScript is known by, as hashes.
//!
//! A *feature* is a row of four tokens that follow one another, or one text or regular expression that is long enough to be rare.
//! Bundlers and minifiers leave most of them as they were.

use twox_hash::XxHash3_64;

use super::lexer::{Kind, Token, tokens};

/// Tokens of one row.
const ROW: usize = 4;
/// Bytes from which a text is a feature by itself.
const LONG_TEXT: usize = 12;
/// Bytes from which a regular expression is a feature by itself.
const LONG_REGEX: usize = 8;

/// One feature and where it was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Feature {
    /// Its hash.
    pub hash: u64,
    /// The byte at which its last token begins.
    pub at: u32,
}

/// The features of a text, in the order of the text. `see` is shown each token.
pub(super) fn features(text: &str, see: &mut dyn FnMut(&Token<'_>)) -> Vec<Feature> {
    let mut found = Vec::with_capacity(text.len() / 8);
    let mut row = [0_u64; ROW];
    let mut length = 0;
    tokens(text, &mut |token| {
        see(token);
        if token.kind == Kind::Comment {
            return;
        }
        let at = u32::try_from(token.at).unwrap_or(u32::MAX);
        let hash = XxHash3_64::oneshot_with_seed(seed(token.kind), token.text);
        if is_long(token) {
            found.push(Feature { hash, at });
        }
        if token.is_loose {
            return;
        }
        row.rotate_left(1);
        row[ROW - 1] = hash;
        length += 1;
        if length >= ROW {
            found.push(Feature { hash: joined(&row), at });
        }
    });
    found
}

/// A name is the same with quotes and without: minifiers take them away.
const fn seed(kind: Kind) -> u64 {
    match kind {
        Kind::Text | Kind::Property | Kind::Comment => 1,
        Kind::Regex => 2,
        Kind::Word => 3,
    }
}

fn is_long(token: &Token<'_>) -> bool {
    match token.kind {
        // What has no blank may be the name of something that others use too.
        Kind::Text => token.text.len() >= LONG_TEXT && token.text.contains(&b' '),
        Kind::Regex => token.text.len() >= LONG_REGEX,
        Kind::Property | Kind::Word | Kind::Comment => false,
    }
}

fn joined(row: &[u64; ROW]) -> u64 {
    row.iter().fold(0, |sum: u64, own| {
        let mixed = (sum.rotate_left(23) ^ own).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed ^ (mixed >> 29)
    })
}
