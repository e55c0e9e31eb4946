//! How far one release of a package lies from another.

use versions::Version;

/// The first part of two versions that differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// The third number, or what comes after it.
    Patch,
    /// The second number.
    Minor,
    /// The first number: what uses the package may break.
    Major,
}

impl Step {
    /// The step between two versions.
    pub(crate) fn between(from: &Version, to: &Version) -> Self {
        let (from, to) = (numbers(from), numbers(to));
        match () {
            () if from.0 != to.0 => Self::Major,
            () if from.1 != to.1 => Self::Minor,
            () => Self::Patch,
        }
    }
}

/// The first and the second number of a version as written, without zeros before them; one that is not there is empty.
fn numbers(version: &Version) -> (&str, &str) {
    let mut parts = version.as_str().trim_start_matches(['v', '=']).split(['.', '-', '+']);
    let mut next = || parts.next().unwrap_or_default().trim_start_matches('0');
    (next(), next())
}

#[cfg(test)]
mod tests {
    use versions::Scheme;

    use super::*;

    #[test]
    fn a_step_is_named_by_the_first_number_that_differs() {
        let step = |from: &str, to: &str| {
            Step::between(&Version::parse(Scheme::Maven, from), &Version::parse(Scheme::Maven, to))
        };
        assert_eq!(step("1.2.3", "1.2.10"), Step::Patch);
        assert_eq!(step("1.2", "1.2.0"), Step::Patch);
        assert_eq!(step("1", "1.0.1"), Step::Patch);
        assert_eq!(step("1.2.3", "1.3.0"), Step::Minor);
        assert_eq!(step("v0.26.0", "0.27.0"), Step::Minor);
        assert_eq!(step("31.1-jre", "32.0.0-jre"), Step::Major);
    }
}
