//! Bytes to text.

use finding::{Notice, NoticeKind};
use source::{FileId, Span};

/// The text of a file.
///
/// UTF-8 stays byte for byte as it is, a byte order mark included, so that offsets in the text are offsets in the file.
/// A byte that is not UTF-8 becomes one `?` and a NUL one U+001A, which keeps offsets true; the first of each is a
/// notice. UTF-16 with a byte order mark is converted; offsets then count in the converted text.
pub fn decode(file: FileId, bytes: Vec<u8>) -> (String, Vec<Notice>) {
    match bytes.get(..2) {
        Some([0xff, 0xfe]) => return decode_utf16(file, &bytes, u16::from_le_bytes),
        Some([0xfe, 0xff]) => return decode_utf16(file, &bytes, u16::from_be_bytes),
        _ => {}
    }
    let (text, mut notices) = match String::from_utf8(bytes) {
        Ok(text) => (text, Vec::new()),
        Err(error) => decode_broken(file, error.as_bytes()),
    };
    if let Some(at) = text.find('\0') {
        notices.push(Notice::at(Span::new(file, at, at + 1), NoticeKind::Malformed, "a NUL character in a text file"));
        return (text.replace('\0', "\u{1a}"), notices);
    }
    (text, notices)
}

fn decode_broken(file: FileId, bytes: &[u8]) -> (String, Vec<Notice>) {
    let mut text = String::with_capacity(bytes.len());
    let mut first_broken = None;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            first_broken.get_or_insert(text.len());
        }
        text.extend(chunk.invalid().iter().map(|_| '?'));
    }
    let at = first_broken.unwrap_or_default();
    let message = "the file is not UTF-8; bytes that are not are read as `?`";
    (text, vec![Notice::at(Span::new(file, at, at + 1), NoticeKind::Malformed, message)])
}

fn decode_utf16(file: FileId, bytes: &[u8], unit: fn([u8; 2]) -> u16) -> (String, Vec<Notice>) {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units = pairs.iter().skip(1).map(|pair| unit(*pair));
    let mut broken = !rest.is_empty();
    let decoded = char::decode_utf16(units).map(|result| {
        broken |= result.is_err();
        match result {
            Ok('\0') => '\u{1a}',
            Ok(character) => character,
            Err(_) => char::REPLACEMENT_CHARACTER,
        }
    });
    let text: String = decoded.collect();
    let notices = if broken {
        vec![Notice::file(file, NoticeKind::Malformed, "the file is not valid UTF-16")]
    } else {
        Vec::new()
    };
    (text, notices)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: &str, notices: usize) {
        let (text, found) = decode(FileId(0), bytes.to_vec());
        assert_eq!((text.as_str(), found.len()), (expected, notices), "{bytes:?}");
    }

    #[test]
    fn every_encoding_becomes_text() {
        check(b"", "", 0);
        check("gr\u{fc}n".as_bytes(), "gr\u{fc}n", 0);
        check(b"\xef\xbb\xbfa: 1", "\u{feff}a: 1", 0);
        check(b"\xff\xfea\0:\0", "a:", 0);
        check(b"\xfe\xff\0a\0:", "a:", 0);
        check(b"\xff\xfea\0:", "a", 1);
        check(b"\xff\xfe\x00\xd8a\0", "\u{fffd}a", 1);
    }

    #[test]
    fn broken_bytes_keep_the_offsets_of_what_follows() {
        check(b"a: gr\xfcn\nb: \xff\xff1", "a: gr?n\nb: ??1", 1);
        check(b"a\0b\0c", "a\u{1a}b\u{1a}c", 1);
        check(b"\xe2\x82", "??", 1);
    }
}
