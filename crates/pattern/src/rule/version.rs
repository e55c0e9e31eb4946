//! Versions of Semgrep.

use std::fmt;

/// A version `major.minor.patch`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version(pub u32, pub u32, pub u32);

impl Version {
    /// The version whose rule language is read here.
    pub const SEMGREP: Self = Self(1, 182, 0);

    /// Reads `1.90.0`; a suffix such as `-rc1` is passed over.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = text.trim().split(['-', '+']).next()?;
        let mut parts = plain.split('.').map(|part| part.parse().ok());
        let version = Self(parts.next()??, parts.next()??, parts.next()??);
        parts.next().is_none().then_some(version)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.0, self.1, self.2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_by_their_numbers() {
        let version = |text| Version::parse(text);
        assert!(version("1.9.0") < version("1.90.0") && version("1.90.0-rc1") == Some(Version(1, 90, 0)));
        assert_eq!(version("1.9"), None);
        assert_eq!(version("1.9.0.1"), None);
    }
}
