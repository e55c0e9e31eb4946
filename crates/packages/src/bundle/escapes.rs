//! The escapes of strings.

/// Appends what the inside of a string stands for, as UTF-8. Minifiers write characters with escapes or without.
pub(super) fn decode(raw: &[u8], out: &mut Vec<u8>) {
    let mut rest = raw;
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        if *byte != b'\\' {
            out.push(*byte);
            continue;
        }
        let Some((escape, after)) = rest.split_first() else { return };
        rest = after;
        match escape {
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b't' => out.push(b'\t'),
            b'b' => out.push(8),
            b'f' => out.push(12),
            b'v' => out.push(11),
            b'0' if !rest.first().is_some_and(u8::is_ascii_digit) => out.push(0),
            b'\r' | b'\n' => {}
            b'x' => rest = code(rest, 2, out),
            b'u' => rest = unicode(rest, out),
            other => out.push(*other),
        }
    }
}

/// Appends the character of so many hexadecimal digits, and gives what follows them.
fn code<'r>(rest: &'r [u8], digits: usize, out: &mut Vec<u8>) -> &'r [u8] {
    let Some((own, after)) = rest.split_at_checked(digits) else { return rest };
    match number(own) {
        Some(number) => {
            push(number, out);
            after
        }
        None => rest,
    }
}

fn unicode<'r>(rest: &'r [u8], out: &mut Vec<u8>) -> &'r [u8] {
    if let Some(braced) = rest.strip_prefix(b"{") {
        let Some(end) = braced.iter().take(9).position(|byte| *byte == b'}') else { return rest };
        number(braced.get(..end).unwrap_or_default()).into_iter().for_each(|number| push(number, out));
        return braced.get(end + 1..).unwrap_or_default();
    }
    let Some(high) = rest.get(..4).and_then(number) else { return rest };
    let after = rest.get(4..).unwrap_or_default();
    // Two escapes together may be one character.
    let low = after.strip_prefix(b"\\u").and_then(|low| low.get(..4)).and_then(number);
    match low {
        Some(low) if (0xd800..0xdc00).contains(&high) && (0xdc00..0xe000).contains(&low) => {
            push(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00), out);
            after.get(6..).unwrap_or_default()
        }
        _ => {
            push(high, out);
            after
        }
    }
}

fn number(digits: &[u8]) -> Option<u32> {
    u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

fn push(number: u32, out: &mut Vec<u8>) {
    let character = char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER);
    out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(raw: &str, text: &str) {
        let mut out = Vec::new();
        decode(raw.as_bytes(), &mut out);
        assert_eq!(String::from_utf8(out).as_deref(), Ok(text));
    }

    #[test]
    fn escapes_are_what_they_stand_for() {
        check(r"a\n\x41\u00e9\u{1F600}\ud83d\ude00\'", "a\nAé😀😀'");
        check(r"\u{zz}\uD800\x4\u12\", "\u{fffd}412");
    }
}
