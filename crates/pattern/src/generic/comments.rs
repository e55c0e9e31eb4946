//! Comments in texts whose language is not known.

use crate::rule::GenericComments;

/// The text with blanks in the place of its comments; lines and offsets stay.
pub(crate) fn without_comments(text: &str, style: GenericComments) -> String {
    match style {
        GenericComments::Shell => blanked(text, "#", "\n", true),
        GenericComments::C => blanked(text, "/*", "*/", false),
        GenericComments::Cpp => blanked(&blanked(text, "//", "\n", true), "/*", "*/", false),
    }
}

/// Blanks what goes from one mark to another. What has no end is a comment only where the end of the text may end it.
fn blanked(text: &str, open: &str, close: &str, may_end_text: bool) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(open) {
        let (before, comment) = rest.split_at(start);
        let after = comment.get(open.len()..).unwrap_or_default();
        let end = match after.find(close) {
            Some(end) => open.len() + end + close.len(),
            None if may_end_text => comment.len(),
            None => break,
        };
        let (comment, after) = comment.split_at(end);
        result.push_str(before);
        result.extend(comment.bytes().map(|byte| if matches!(byte, b'\r' | b'\n') { char::from(byte) } else { ' ' }));
        rest = after;
    }
    result.push_str(rest);
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_become_blanks() {
        for (style, text, expected) in [
            (GenericComments::Shell, "a#xx\nb # é", "a   \nb     "),
            (GenericComments::C, "b */ /* x /* y */ c // d /* e", "b */              c // d /* e"),
            (GenericComments::C, "a /* x\r\n y */ b", "a     \r\n      b"),
            (GenericComments::Cpp, "a /* //\n// */ b", "a /*   \n       "),
        ] {
            assert_eq!(without_comments(text, style), expected, "{text:?}");
        }
    }
}
