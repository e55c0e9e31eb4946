//! Islands: text in brackets or quotes that is read on its own.
//!
//! Inside of brackets and quotes line breaks and indentation mean nothing to the common loaders, while the parser wants
//! every line indented. And a mistake between brackets need not cost what follows them. So where the parser stumbles in
//! such a stretch, it is given a harmless text of the same length instead, and the stretch is parsed alone.

use std::borrow::Cow;
use std::ops::Range;

use super::place::{line_end, quoted_end};

/// The stretches of a text that are read on their own, by offset.
#[derive(Debug, Default)]
pub(super) struct Islands {
    ranges: Vec<Range<usize>>,
}

impl Islands {
    pub(super) fn len(&self) -> usize {
        self.ranges.len()
    }

    pub(super) fn push(&mut self, range: Range<usize>) {
        self.ranges.push(range);
    }

    /// The island that begins at `start`.
    pub(super) fn at(&self, start: usize) -> Option<Range<usize>> {
        self.ranges.iter().find(|range| range.start == start).cloned()
    }

    /// `lead` and `text` with a quoted text of as many characters in the place of every island.
    pub(super) fn cover<'t>(&self, lead: &str, text: &'t str) -> Cow<'t, str> {
        if self.ranges.is_empty() && lead.is_empty() {
            return Cow::Borrowed(text);
        }
        let mut ranges = self.ranges.clone();
        ranges.sort_by_key(|range| range.start);
        let mut covered = String::with_capacity(lead.len() + text.len());
        covered.push_str(lead);
        let mut from = 0;
        for range in ranges {
            covered.push_str(text.get(from..range.start).unwrap_or_default());
            let characters = text.get(range.clone()).unwrap_or_default().chars().count();
            covered.push('"');
            covered.extend(std::iter::repeat_n('-', characters.saturating_sub(2)));
            covered.push('"');
            from = range.end;
        }
        covered.push_str(text.get(from..).unwrap_or_default());
        Cow::Owned(covered)
    }
}

/// The stretch that begins at `start`, if that is a bracket or quote which is closed later.
pub(super) fn stretch(bytes: &[u8], start: usize) -> Option<Range<usize>> {
    let end = match bytes.get(start)? {
        b'"' | b'\'' => quoted_end(bytes, start),
        b'[' | b'{' => bracket_end(bytes, start)?,
        _ => return None,
    };
    let closed = matches!(bytes.get(end - 1), Some(b'"' | b'\'' | b']' | b'}'));
    (closed && end >= start + 2).then_some(start..end)
}

/// The offset after the bracket that closes the one at `start`. Quotes and comments count only where a token begins.
fn bracket_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut open = Vec::new();
    let mut at = start;
    let mut fresh = true;
    let mut after_blank = true;
    loop {
        let byte = *bytes.get(at)?;
        match byte {
            b'"' | b'\'' if fresh => {
                at = quoted_end(bytes, at);
                (fresh, after_blank) = (false, false);
                continue;
            }
            b'#' if after_blank => {
                at = line_end(bytes, at);
                continue;
            }
            b'[' => open.push(b']'),
            b'{' => open.push(b'}'),
            b']' | b'}' => {
                if open.pop() != Some(byte) {
                    return None;
                }
                if open.is_empty() {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
        after_blank = matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
        fresh = matches!(byte, b'[' | b'{' | b',' | b':') || after_blank && fresh || is_tag_end(bytes, start, at);
        at += 1;
    }
}

/// Whether the blank at `at` ends a tag, after which a quoted text may stand.
fn is_tag_end(bytes: &[u8], start: usize, at: usize) -> bool {
    let before = bytes.get(start..at).unwrap_or_default();
    let word = before.iter().rev().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b':').count();
    matches!(bytes.get(at), Some(b' ')) && before.len().checked_sub(word + 1).and_then(|i| before.get(i)) == Some(&b'!')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_ends_at_its_closing_bracket() {
        let check = |text: &str, end: Option<usize>| {
            assert_eq!(stretch(text.as_bytes(), 0).map(|range| range.end), end, "{text}");
        };
        check("[a, [b]] c", Some(8));
        check("{a: ']', b: \"}\"} c", Some(16));
        check("[don't] 'c'", Some(7));
        check("[a # ]\n, b]", Some(11));
        check("[a#] b", Some(4));
        check("[!Sub ']', b]", Some(13));
        check("[a}", None);
        check("[a", None);
        check("'a' b", Some(3));
        check("'a", None);
        check("a", None);
    }

    #[test]
    fn a_cover_has_as_many_characters() {
        let text = "a: [ß,\n€] # c\nb: 'x\ny'\n";
        let mut islands = Islands::default();
        islands.push(text.find('\'').map(|at| at..at + 5).unwrap());
        islands.push(text.find('[').and_then(|at| stretch(text.as_bytes(), at)).unwrap());
        let covered = islands.cover("", text);
        assert_eq!(covered, "a: \"----\" # c\nb: \"---\"\n");
        assert_eq!(covered.chars().count(), text.chars().count());
    }
}
