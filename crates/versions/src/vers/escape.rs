//! Percent-encoding of versions.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, percent_decode_str, utf8_percent_encode};

/// Everything but letters, digits and `-._~:`.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b':');

/// Displays a version encoded.
pub(super) fn encode(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, ESCAPED)
}

/// Decodes once; `None` for a percent sign without two hexadecimal digits and for bytes that are no UTF-8.
pub(super) fn decode(text: &str) -> Option<Cow<'_, str>> {
    let is_escape = |rest: &str| rest.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
    text.split('%').skip(1).all(is_escape).then(|| percent_decode_str(text).decode_utf8().ok()).flatten()
}
