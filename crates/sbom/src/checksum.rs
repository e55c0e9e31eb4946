//! Checksums in the many ways that tools write them.

use std::fmt;

/// A way of making a checksum that both formats of documents know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Algorithm {
    /// MD5.
    Md5,
    /// SHA-1.
    Sha1,
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

impl Algorithm {
    const ALL: [Self; 5] = [Self::Md5, Self::Sha1, Self::Sha256, Self::Sha384, Self::Sha512];

    /// The name in CycloneDX.
    pub const fn cyclonedx(self) -> &'static str {
        match self {
            Self::Md5 => "MD5",
            Self::Sha1 => "SHA-1",
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
        }
    }

    /// The name in SPDX.
    pub const fn spdx(self) -> &'static str {
        match self {
            Self::Md5 => "MD5",
            Self::Sha1 => "SHA1",
            Self::Sha256 => "SHA256",
            Self::Sha384 => "SHA384",
            Self::Sha512 => "SHA512",
        }
    }

    /// The algorithm of a name in any spelling: `sha512`, `SHA-512`, `SHA512`.
    fn of_name(name: &str) -> Option<Self> {
        let is_named = |algorithm: &Self| {
            let (one, other) = (algorithm.cyclonedx(), algorithm.spdx());
            name.eq_ignore_ascii_case(one) || name.eq_ignore_ascii_case(other)
        };
        Self::ALL.into_iter().find(is_named)
    }

    /// How many hexadecimal digits a checksum has.
    const fn digits(self) -> usize {
        match self {
            Self::Md5 => 32,
            Self::Sha1 => 40,
            Self::Sha256 => 64,
            Self::Sha384 => 96,
            Self::Sha512 => 128,
        }
    }
}

/// A checksum of a package's content, or of one of the files that a registry has of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Checksum {
    algorithm: Algorithm,
    digits: String,
}

impl Checksum {
    /// Reads `sha512-BASE64` (npm), `sha256:HEX` (Python), `sha256=HEX` (Ruby), and bare digits of SHA-1 (Composer) or
    /// SHA-256 (Cargo). Bare digits of other lengths are of yarn's own archive, not of what the registry has.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some((name, digits)) = text.split_once([':', '=']).filter(|(name, _)| Algorithm::of_name(name).is_some())
        {
            return Self::of_hexadecimal(name, digits);
        }
        if let Some((name, encoded)) = text.split_once('-') {
            let encoded = encoded.split('?').next().unwrap_or(encoded);
            let (algorithm, bytes) = (Algorithm::of_name(name)?, decode_base64(encoded)?);
            return (bytes.len() * 2 == algorithm.digits()).then(|| Self { algorithm, digits: hexadecimal(&bytes) });
        }
        let name = match text.len() {
            40 => "sha1",
            64 => "sha256",
            _ => return None,
        };
        Self::of_hexadecimal(name, text)
    }

    /// A checksum of an algorithm by its name in any spelling, and hexadecimal digits.
    pub fn of_hexadecimal(name: &str, digits: &str) -> Option<Self> {
        let algorithm = Algorithm::of_name(name)?;
        let is_whole = digits.len() == algorithm.digits() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_whole.then(|| Self { algorithm, digits: digits.to_ascii_lowercase() })
    }

    /// How it was made.
    pub const fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// Its hexadecimal digits, in lower case.
    pub fn digits(&self) -> &str {
        &self.digits
    }
}

impl fmt::Display for Checksum {
    /// Such as `sha512:00…`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.algorithm.spdx().to_ascii_lowercase(), self.digits)
    }
}

/// Bytes as digits in lower case, two for each.
fn hexadecimal(bytes: &[u8]) -> String {
    let digit = |half: u8| if half < 10 { b'0' + half } else { b'a' + half - 10 };
    let digits: Vec<[u8; 2]> = bytes.iter().map(|byte| [digit(byte >> 4), digit(byte & 0xf)]).collect();
    String::from_utf8(digits.into_flattened()).unwrap_or_default()
}

/// The bytes of a text in base 64 with the standard alphabet.
fn decode_base64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    // The bits of a letter that are no whole byte yet.
    let (mut held, mut bits) = (0_u16, 0_u16);
    for letter in text.trim_end_matches('=').bytes() {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        held = held << 6 | u16::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            let [_, byte] = (held >> bits).to_be_bytes();
            bytes.push(byte);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(Checksum::parse(text).map(|sum| sum.to_string()).as_deref(), expected, "{text}");
    }

    #[test]
    fn checksums_are_read_as_tools_write_them() {
        let (sha1, sha256) = ("da39a3ee5e6b4b0d3255bfef95601890afd80709", "ab".repeat(32));
        check("sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=", Some(&format!("sha1:{sha1}")));
        check("sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=?option", Some(&format!("sha1:{sha1}")));
        check(&format!("sha256:{sha256}"), Some(&format!("sha256:{sha256}")));
        check(&format!("SHA-256={}", sha256.to_uppercase()), Some(&format!("sha256:{sha256}")));
        check(&sha256, Some(&format!("sha256:{sha256}")));
        check(sha1, Some(&format!("sha1:{sha1}")));
    }

    #[test]
    fn what_is_no_checksum_of_a_registry_is_none() {
        for text in
            ["", "sha512-", "sha512-x", "sha256:ab", "blake2b:00", "10c0/00", "sha1-2jmj7l5rSw0yVb/vlWAYkK/*Bwk="]
        {
            check(text, None);
        }
        check(&"ab".repeat(64), None);
    }
}
