//! What kind of text the bytes of a file are, told from where it begins.

/// How many bytes are looked at.
const PEEK: usize = 4096;
/// The length of lines, on the whole, beyond which nobody reads them.
const LONGEST_LINES: usize = 150;
/// A text that is so short may have any lines.
const SHORT: usize = 500;

/// What kind of text a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TextKind {
    /// Text that people write and read.
    Written,
    /// Text whose lines are too long for people, such as a minified script.
    Packed,
    /// No text.
    Binary,
}

/// What kind of text the bytes are. UTF-16 is text if it says so in its first two bytes.
pub fn text_kind(bytes: &[u8]) -> TextKind {
    if matches!(bytes.get(..2), Some([0xff, 0xfe] | [0xfe, 0xff])) {
        return TextKind::Written;
    }
    let head = bytes.get(..PEEK).unwrap_or(bytes);
    let lines = 1 + head.iter().filter(|byte| **byte == b'\n').count();
    let ascii = head.iter().filter(|byte| byte.is_ascii()).count();
    let control = head.iter().filter(|byte| byte.is_ascii_control() && !matches!(byte, b'\t' | b'\n' | b'\r')).count();
    if control * 100 >= ascii && control > 0 {
        TextKind::Binary
    } else if lines * LONGEST_LINES >= head.len() || head.len() <= SHORT {
        TextKind::Written
    } else {
        TextKind::Packed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_told_from_lines_and_control_characters() {
        for (bytes, kind) in [
            (b"hello, world".to_vec(), TextKind::Written),
            (vec![b'\n'; 10], TextKind::Written),
            ([vec![b'a'; 60], vec![5], vec![b'z'; 30]].concat(), TextKind::Binary),
            (b"\x80\x90\xff".to_vec(), TextKind::Written),
            (vec![b'a'; 400], TextKind::Written),
            (vec![b'a'; 900], TextKind::Packed),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), TextKind::Binary),
            (Vec::new(), TextKind::Written),
        ] {
            assert_eq!(text_kind(&bytes), kind, "{bytes:?}");
        }
    }
}
