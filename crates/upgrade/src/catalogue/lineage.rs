//! Which releases follow which, where the order of the versions alone does not tell: in Maven, days that stand for versions, and
//! builds of one release for different platforms.

use versions::{Scheme, Version};

/// Whether a release comes after a version. A day, such as `20030203`, is greater than all versions that count from one and older
/// than they are.
pub(super) fn is_above(release: &Version, from: &Version) -> bool {
    if release.scheme() != Scheme::Maven {
        return release > from;
    }
    match (is_day(release), is_day(from)) {
        (true, false) => false,
        (false, true) => true,
        _ => release > from,
    }
}

/// The releases that are built for the platform that a version is built for. Who has none named takes none that is for phones.
pub(super) fn kept<'v>(mut releases: Vec<&'v Version>, from: &Version) -> Vec<&'v Version> {
    if from.scheme() != Scheme::Maven {
        return releases;
    }
    let own = platform(from);
    if releases.iter().any(|release| platform(release) == own) && !own.is_empty() {
        releases.retain(|release| platform(release) == own);
    } else {
        releases.retain(|release| platform(release) != "android" || own == "android");
    }
    releases
}

fn is_day(version: &Version) -> bool {
    let head = version.as_str().split(['.', '-']).next().unwrap_or_default();
    head.len() == 8 && head.starts_with(['1', '2']) && head.bytes().all(|byte| byte.is_ascii_digit())
}

/// The platform that ends a version, such as `jre` of `32.0.0-jre`.
fn platform(version: &Version) -> &str {
    let last = version.as_str().rsplit('-').next().unwrap_or_default();
    Some(last).filter(|last| ["jre", "android"].contains(last)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(text: &str) -> Version {
        Version::parse(Scheme::Maven, text)
    }

    #[test]
    fn a_day_is_older_than_a_version() {
        assert!(!is_above(&version("20030203.000550"), &version("3.1")));
        assert!(is_above(&version("1.9.4"), &version("20020520")));
        assert!(is_above(&version("20030211"), &version("20020520")));
    }

    #[test]
    fn a_build_stays_on_its_platform() {
        let all = ["24.0-android", "24.0-jre"].map(version);
        let kept = |from: &str| {
            kept(all.iter().collect(), &version(from)).iter().map(|one| one.as_str()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(kept("23.1-jre"), "24.0-jre");
        assert_eq!(kept("23.1-android"), "24.0-android");
        assert_eq!(kept("20.0"), "24.0-jre");
    }
}
