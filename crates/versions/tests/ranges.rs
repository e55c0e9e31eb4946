//! Ranges as each ecosystem writes them, and as `vers:` URIs.

#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

use versions::{Range, Scheme, Vers, Version};

/// Which of these versions a range lets pass.
fn allowed(scheme: Scheme, range: &str, versions: &str) -> String {
    let range = Range::parse(scheme, range).unwrap();
    let passing = versions.split(' ').filter(|version| range.contains(&Version::parse(scheme, version)));
    passing.collect::<Vec<_>>().join(" ")
}

#[test]
fn each_ecosystem_has_its_own_signs() {
    let cases = [
        (Scheme::Pypi, "~=1.4.2, !=1.4.5", "1.4.1 1.4.2 1.4.5 1.4.9 1.5", "1.4.2 1.4.9"),
        (Scheme::Pypi, "==1.*", "0.9 1.0 1.9.9 2.0", "1.0 1.9.9"),
        (Scheme::Pypi, ">=1.0", "1.0 1.1rc1 2.0", "1.0 2.0"),
        (Scheme::Pypi, ">=1.1rc1", "1.0 1.1rc1 2.0", "1.1rc1 2.0"),
        (Scheme::Maven, "[1.0,2.0),(3.0,)", "0.9 1.0 1.9 2.0 3.0 3.1", "1.0 1.9 3.1"),
        (Scheme::Nuget, "(1.0,2.0]", "1.0 1.1 2.0 2.1", "1.1 2.0"),
        (Scheme::Nuget, "1.2", "1.1 1.2 9.0", "1.2 9.0"),
        (Scheme::Gem, "~> 2.2.3", "2.2.2 2.2.3 2.2.9 2.3", "2.2.3 2.2.9"),
        (Scheme::Gem, "~> 2.2", "2.1 2.2 2.9 3.0", "2.2 2.9"),
        (Scheme::Cargo, "^0.2.3", "0.2.2 0.2.3 0.2.9 0.3.0", "0.2.3 0.2.9"),
        (Scheme::Cargo, "1.2", "1.1.9 1.2.0 1.9.0 2.0.0", "1.2.0 1.9.0"),
        (Scheme::Composer, "^1.2 || ~3.1.0", "1.1 1.2 1.9 2.0 3.1.5 3.2", "1.2 1.9 3.1.5"),
    ];
    for (scheme, range, versions, expected) in cases {
        assert_eq!(allowed(scheme, range, versions), expected, "{} {range}", scheme.name());
    }
}

#[test]
fn what_is_no_range_is_refused() {
    let bad = [
        (Scheme::Pypi, "=> 1"),
        (Scheme::Maven, "[1,2"),
        (Scheme::Cargo, ">>1"),
        (Scheme::Gem, "~> "),
        (Scheme::Npm, "^1"),
    ];
    for (scheme, text) in bad {
        assert!(Range::parse(scheme, text).is_err(), "{} {text}", scheme.name());
    }
}

#[test]
fn a_vers_uri_says_the_same_of_every_scheme() {
    let vers = |text: &str| Vers::normalize(text).unwrap();
    let gem = vers("vers:gem/ >= 2.2.0 | != 2.2.1 | < 2.3.0 ");
    assert_eq!(gem.to_string(), "vers:gem/>=2.2.0|!=2.2.1|<2.3.0");
    for (version, expected) in [("2.1", false), ("2.2.0", true), ("2.2.1", false), ("2.2.9", true), ("2.3.0", false)] {
        assert_eq!(gem.contains(&Version::parse(Scheme::Gem, version)), expected, "{version}");
    }
    assert!(!gem.contains(&Version::parse(Scheme::Pypi, "2.2.0")), "of another scheme");
    assert!(vers("vers:deb/*").contains(&Version::parse(Scheme::Deb, "1:2.3-4")));
    assert_eq!(Vers::from_native(Scheme::Pypi, "~=1.4.2").unwrap().to_string(), "vers:pypi/>=1.4.2|<1.5");
    for bad in ["vers:gem", "vers:none/1", "vers:gem/", "vers:gem/*|1", "vers:gem/%zz"] {
        assert!(Vers::parse(bad).is_err(), "{bad}");
    }
    assert!(Vers::parse("vers:gem/<2|>1").is_err(), "the canonical form is sorted");
}

#[test]
fn long_and_deep_texts_are_read_or_refused() {
    for text in ["^".repeat(50_000), "1 ||".repeat(20_000), "[".repeat(50_000), "1,".repeat(50_000), "9".repeat(50_000)]
    {
        for scheme in Scheme::ALL {
            let _ = Range::parse(scheme, &text);
            let _ = Vers::from_native(scheme, &text);
        }
        let _ = Vers::normalize(&format!("vers:npm/{text}"));
    }
}
