//! Holes: the parts of a text that the loader could not know.
//!
//! A loader turns what it cannot resolve into a token such as `‹TableName›`. In this crate such a token is text that
//! equals itself only: no wildcard inside it counts, and nothing but a wildcard outside it matches it.

/// Opens a hole.
pub const HOLE_START: char = '‹';
/// Closes a hole.
pub const HOLE_END: char = '›';

/// Whether a part of `text` is unknown.
pub fn has_hole(text: &str) -> bool {
    text.split_once(HOLE_START).is_some_and(|(_, rest)| rest.contains(HOLE_END))
}

#[cfg(test)]
mod tests {
    use super::has_hole;

    #[test]
    fn a_hole_opens_and_closes() {
        assert!(has_hole("arn:aws:s3:::‹Bucket›/*"));
        assert!(!has_hole("plain"));
        assert!(!has_hole("‹open"));
        assert!(!has_hole("›‹"));
    }
}
