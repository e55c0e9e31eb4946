//! Percent escapes: which characters of a package URL stand for themselves.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, percent_decode_str, utf8_percent_encode};

use super::PurlError;

/// Everything but letters, digits and `.`, `-`, `_`, `~`, `:`.
const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b'-').remove(b'_').remove(b'~').remove(b':');
/// Like [`COMPONENT`], and `/` parts segments.
const PATH: &AsciiSet = &COMPONENT.remove(b'/');

/// Displays a text escaped.
pub(super) fn component(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, COMPONENT)
}

/// Displays a path escaped.
pub(super) fn path(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, PATH)
}

/// The text with its escapes decoded.
pub(super) fn decode(text: &str) -> Result<String, PurlError> {
    let broken = || PurlError::Escape(text.to_owned());
    let is_escape = |rest: &str| rest.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
    if !text.split('%').skip(1).all(is_escape) {
        return Err(broken());
    }
    percent_decode_str(text).decode_utf8().map(Into::into).map_err(|_| broken())
}
