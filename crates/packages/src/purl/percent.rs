//! Percent escapes: which characters of a package URL stand for themselves.

use std::fmt;

use super::PurlError;

/// Displays a text with everything escaped but letters, digits and `.`, `-`, `_`, `~`, `:`.
pub(super) struct Component<'t>(pub &'t str);

/// Displays a path: like [`Component`], and `/` parts segments.
pub(super) struct Path<'t>(pub &'t str);

impl fmt::Display for Component<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        escape(f, self.0, b".-_~:")
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        escape(f, self.0, b".-_~:/")
    }
}

fn escape(f: &mut fmt::Formatter<'_>, text: &str, plain: &[u8]) -> fmt::Result {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || plain.contains(&byte) {
            write!(f, "{}", char::from(byte))?;
        } else {
            write!(f, "%{byte:02X}")?;
        }
    }
    Ok(())
}

/// The text with its escapes decoded.
pub(super) fn decode(text: &str) -> Result<String, PurlError> {
    let broken = || PurlError::Escape(text.to_owned());
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || rest.next().and_then(|byte| char::from(byte).to_digit(16));
        let value = digit().zip(digit()).and_then(|(high, low)| u8::try_from(high * 16 + low).ok());
        bytes.push(value.ok_or_else(broken)?);
    }
    String::from_utf8(bytes).map_err(|_| broken())
}
