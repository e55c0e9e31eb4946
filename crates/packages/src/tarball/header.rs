//! The block before each member: its name, its size and what it is.

/// Bytes of a block.
pub(super) const BLOCK: usize = 512;

/// What a block says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    /// The name, which an extension before it may replace.
    pub name: Vec<u8>,
    /// Bytes of the content behind it.
    pub size: u64,
    /// What kind of member follows: the letter of POSIX or GNU.
    pub kind: u8,
    /// What a link points to.
    pub link: Vec<u8>,
}

/// What a block is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    /// Nothing but zeros; two of them end a tar.
    Empty,
    /// A header.
    Header(Header),
    /// No header: its checksum is not right.
    Damaged,
}

/// Reads a block.
pub(super) fn read(block: &[u8; BLOCK]) -> Block {
    if block.iter().all(|byte| *byte == 0) {
        return Block::Empty;
    }
    let field = |start: usize, length: usize| block.get(start..start + length).unwrap_or_default();
    let sum = |signed: bool| -> i64 {
        let value = |byte: u8| if signed { i64::from(byte.cast_signed()) } else { i64::from(byte) };
        block.iter().enumerate().map(|(at, byte)| if (148..156).contains(&at) { 32 } else { value(*byte) }).sum()
    };
    let said = number(field(148, 8)).and_then(|said| i64::try_from(said).ok());
    let Some(size) = number(field(124, 12)).filter(|_| said == Some(sum(false)) || said == Some(sum(true))) else {
        return Block::Damaged;
    };
    let mut name = text(field(0, 100)).to_vec();
    // GNU's own format has other things there.
    let prefix = text(field(345, 155));
    if field(257, 6) == b"ustar\0" && !prefix.is_empty() {
        name = [prefix, b"/", &name].concat();
    }
    let kind = block.get(156).copied().unwrap_or_default();
    Block::Header(Header { name, size, kind, link: text(field(157, 100)).to_vec() })
}

/// A field up to its first zero.
fn text(field: &[u8]) -> &[u8] {
    field.split(|byte| *byte == 0).next().unwrap_or_default()
}

/// A number: octal digits, or bytes, the highest first, where the highest bit of the first is set.
fn number(field: &[u8]) -> Option<u64> {
    if let [first, rest @ ..] = field
        && first & 0x80 != 0
    {
        let first = u64::from(first & 0x7f);
        return rest.iter().try_fold(first, |number, byte| Some(number.checked_mul(256)? | u64::from(*byte)));
    }
    let text = str::from_utf8(text(field)).ok()?.trim();
    if text.is_empty() { Some(0) } else { u64::from_str_radix(text, 8).ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_octal_or_bytes() {
        assert_eq!(number(b"0000644\0"), Some(0o644));
        assert_eq!(number(b"  644 \0\0"), Some(0o644));
        assert_eq!(number(b"\0\0"), Some(0));
        assert_eq!(number(b"\x80\0\0\0\0\0\0\x02\0\0\0\0"), Some(0x2_0000_0000));
        assert_eq!(number(b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"), None);
        assert_eq!(number(b"99"), None);
    }
}
