//! The `vers:` URI: its text, and which versions it holds.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use versions::{Scheme, Vers, VersError, Version};

fn holds(vers: &Vers, version: &str) -> bool {
    vers.contains(&Version::parse(vers.scheme(), version))
}

fn check(vers: &str, inside: &str, outside: &str) {
    let vers = Vers::normalize(vers).unwrap();
    for version in inside.split_whitespace() {
        assert!(holds(&vers, version), "{version} in {vers}");
    }
    for version in outside.split_whitespace() {
        assert!(!holds(&vers, version), "{version} not in {vers}");
    }
}

#[test]
fn a_bound_begins_or_ends_a_stretch() {
    check("vers:npm/*", "0.0.1 9.9.9", "");
    check("vers:npm/1.0.0|>=2.0.0|<3.0.0|>4.0.0", "1.0.0 2.0.0 2.9.9 4.0.1", "0.9.0 1.0.1 3.0.0 4.0.0");
    check("vers:gem/<1|>=2|!=2.5", "0.9 2 2.4 2.6", "1 1.5 2.5.0");
    check("vers:pypi/!=5", "4 6 5.0.post1", "5 5.0.0");
    check("vers:pypi/<=1.0.0|>=2.0.0", "1 2", "1.5");
}

#[test]
fn of_bounds_in_a_row_the_widest_counts() {
    check("vers:npm/>=1.0.0|>=2.0.0|<3.0.0|<4.0.0", "1.0.0 2.0.0 3.0.0 3.9.0", "0.9.0 4.0.0");
    check("vers:npm/>=2.0.0|<2.1.0|>=2.1.0|<2.2.0", "2.0.0 2.1.0 2.1.9", "1.9.9 2.2.0");
    check("vers:npm/<2.0.0|>2.0.0", "1.0.0 3.0.0", "2.0.0");
}

#[test]
fn a_version_of_another_scheme_is_in_no_range() {
    assert!(!Vers::parse("vers:npm/*").unwrap().contains(&Version::parse(Scheme::Cargo, "1.0.0")));
}

#[test]
fn only_the_canonical_text_parses() {
    for text in ["vers:npm/*", "vers:npm/1.0.0", "vers:npm/>=1.0.0|<2.0.0", "vers:pypi/1%211.0%2Blocal.1"] {
        assert_eq!(Vers::parse(text).unwrap().to_string(), text);
    }
    let refused = [
        ("npm/1", VersError::NoScheme),
        ("vers:npm", VersError::NoScheme),
        ("vers:nothing/1", VersError::UnknownScheme("nothing".to_owned())),
        ("vers:npm/", VersError::EmptyConstraint),
        ("vers:npm/1|", VersError::EmptyConstraint),
        ("vers:npm/1||2", VersError::EmptyConstraint),
        ("vers:npm/>=", VersError::EmptyConstraint),
        ("vers:npm/1 |2", VersError::WhiteSpace),
        ("vers:npm/*|2", VersError::Star),
        ("vers:npm/>*", VersError::Star),
        ("vers:npm/1%2", VersError::Encoding("1%2".to_owned())),
        ("vers:npm/%FF", VersError::Encoding("%FF".to_owned())),
        ("vers:npm/2|1", VersError::Unsorted("1".to_owned())),
        ("vers:npm/1|>1.0.0", VersError::Duplicate("1.0.0".to_owned())),
    ];
    for (text, error) in refused {
        assert_eq!(Vers::parse(text), Err(error), "{text}");
    }
}

#[test]
fn any_other_text_is_put_in_order() {
    let check = |text: &str, canonical: &str| assert_eq!(Vers::normalize(text).unwrap().to_string(), canonical);
    check("VERS:NPM/ | <2.0.0 || >= 1.0.0 |", "vers:npm/>=1.0.0|<2.0.0");
    check("vers:deb/2|1|2", "vers:deb/1|2");
    check("vers:maven/=1.0", "vers:maven/1.0");
    assert_eq!(Vers::normalize("vers:npm/||"), Err(VersError::EmptyConstraint));
}
