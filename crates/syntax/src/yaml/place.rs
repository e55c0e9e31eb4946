//! Where a node's text begins and ends. The parser tells this only roughly: it counts trailing blanks and comments to
//! quoted scalars and brackets, starts a block scalar at its first line of content and a list at its first entry.

/// The offset after white space, line breaks and comments from `at` on.
pub(super) fn skip_blank(bytes: &[u8], mut at: usize) -> usize {
    loop {
        match bytes.get(at..) {
            Some([b' ' | b'\t' | b'\n' | b'\r', ..]) => at += 1,
            Some([0xef, 0xbb, 0xbf, ..]) => at += 3,
            Some([b'#', ..]) => at = line_end(bytes, at),
            _ => return at,
        }
    }
}

/// The offset of the line break at or after `at`, or the end.
pub(super) fn line_end(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len())
}

/// The offset after the `-`, `?` or `:` that introduces a block node whose predecessor ends at `at`; `at` itself if
/// there is none.
pub(super) fn skip_indicator(bytes: &[u8], at: usize) -> usize {
    let next = skip_blank(bytes, at);
    match bytes.get(next..) {
        Some([b'-' | b'?' | b':']) => next + 1,
        Some([b'-' | b'?' | b':', b' ' | b'\t' | b'\n' | b'\r', ..]) => next + 1,
        _ => at,
    }
}

/// A node's properties: where its tag stands and where its content begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Properties {
    /// The tag's bytes, if there is one.
    pub(super) tag: Option<(usize, usize)>,
    /// Where the content begins; the end of the last property if nothing follows.
    pub(super) content: usize,
}

/// Skips a tag and an anchor that begin at `at`.
pub(super) fn skip_properties(bytes: &[u8], at: usize) -> Properties {
    let mut found = Properties { tag: None, content: at };
    let mut next = at;
    for _ in 0..2 {
        let end = match bytes.get(next) {
            Some(b'!') => {
                let end = word_end(bytes, next);
                found.tag = Some((next, end));
                end
            }
            Some(b'&') => word_end(bytes, next),
            _ => break,
        };
        next = skip_blank(bytes, end);
        found.content = next;
    }
    found
}

fn word_end(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    let verbatim = rest.starts_with(b"!<");
    let ends = |byte: &u8| match byte {
        b' ' | b'\t' | b'\n' | b'\r' => true,
        b',' | b'[' | b']' | b'{' | b'}' => !verbatim,
        _ => false,
    };
    at + rest.iter().position(ends).unwrap_or(rest.len())
}

/// The offset after the quoted scalar that begins at `at`.
pub(super) fn quoted_end(bytes: &[u8], at: usize) -> usize {
    let single = bytes.get(at) == Some(&b'\'');
    let mut next = at + 1;
    loop {
        match bytes.get(next..) {
            Some([b'\'', b'\'', ..]) if single => next += 2,
            Some([b'\'', ..]) if single => return next + 1,
            Some([b'\\', _, ..]) if !single => next += 2,
            Some([b'"', ..]) if !single => return next + 1,
            Some([_, ..]) => next += 1,
            _ => return bytes.len(),
        }
    }
}

/// The end of the block scalar `start..end` without the blank lines after it, unless its header keeps them.
pub(super) fn block_end(bytes: &[u8], start: usize, end: usize) -> usize {
    let text = bytes.get(start..end).unwrap_or_default();
    let header = text.get(..line_end(text, 0)).unwrap_or_default();
    let header = header.split(|byte| *byte == b'#').next().unwrap_or_default();
    if header.contains(&b'+') {
        // The last line break belongs to the content, the indentation of the next node does not.
        let last = text.iter().rposition(|byte| matches!(byte, b'\n' | b'\r')).map_or(0, |at| at + 1);
        let is_blank = text.get(last..).unwrap_or_default().trim_ascii().is_empty();
        return start + if is_blank { last } else { text.len() };
    }
    start + text.trim_ascii_end().len()
}

/// Whether the parser gave the block scalar `start..end` a last line break that is not there: it does so at the end of a
/// text without one, if the last line is as deep as the others.
pub(super) fn adds_line_break(bytes: &[u8], start: usize, end: usize) -> bool {
    if end != bytes.len() || matches!(bytes.last(), Some(b'\n' | b'\r')) {
        return false;
    }
    let text = bytes.get(start..end).unwrap_or_default();
    let header = line_end(text, 0);
    if text.get(..header).unwrap_or_default().contains(&b'-') {
        return false;
    }
    let mut lines = text.get(header..).unwrap_or_default().split(|byte| *byte == b'\n');
    let depth = |line: &[u8]| line.iter().take_while(|byte| **byte == b' ').count();
    let first = lines.clone().find(|line| !line.trim_ascii().is_empty());
    let last = lines.next_back().unwrap_or_default();
    first.is_some_and(|first| !last.trim_ascii().is_empty() || depth(last) >= depth(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indicators_count_only_before_blanks() {
        for (text, expected) in [(": x", 1), ("  # c\n - x", 8), ("-x", 0), ("-", 1), (":\n", 1), ("x", 0), ("", 0)] {
            assert_eq!(skip_indicator(text.as_bytes(), 0), expected, "{text:?}");
        }
    }

    #[test]
    fn properties_come_in_any_order() {
        let check = |text: &str, tag, content| {
            assert_eq!(skip_properties(text.as_bytes(), 0), Properties { tag, content }, "{text:?}");
        };
        check("!Ref X", Some((0, 4)), 5);
        check("&a !Sub 'x'", Some((3, 7)), 8);
        check("!Sub &a # c\n  x", Some((0, 4)), 14);
        check("!If [a]", Some((0, 3)), 4);
        check("!Ref", Some((0, 4)), 4);
        check("!<a,b> x", Some((0, 6)), 7);
        check("x", None, 0);
    }

    #[test]
    fn quotes_end_at_their_partner() {
        for (text, end) in [("'a''b' c", 6), (r#""a\"b" c"#, 6), ("'a", 2), (r#""\\" "#, 4), ("''", 2)] {
            assert_eq!(quoted_end(text.as_bytes(), 0), end, "{text:?}");
        }
    }
}
