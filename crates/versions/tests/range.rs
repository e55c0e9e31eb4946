//! Native ranges: which versions they let pass, and the `vers:` text that says the same.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use versions::{Range, RangeError, Scheme, Vers, Version};

/// Checks a range: versions in, versions out.
fn check(scheme: Scheme, range: &str, inside: &str, outside: &str) {
    let parsed = Range::parse(scheme, range).unwrap();
    for version in inside.split_whitespace() {
        assert!(parsed.contains(&Version::parse(scheme, version)), "{version} in {range}");
    }
    for version in outside.split_whitespace() {
        assert!(!parsed.contains(&Version::parse(scheme, version)), "{version} not in {range}");
    }
}

fn check_vers(scheme: Scheme, range: &str, vers: &str) {
    assert_eq!(Vers::from_native(scheme, range).map(|vers| vers.to_string()), Ok(vers.to_owned()), "{range}");
}

#[test]
fn pypi() {
    let check = |range: &str, inside: &str, outside: &str| check(Scheme::Pypi, range, inside, outside);
    check("", "1 2", "1a1 nonsense");
    check("~=1.4.2", "1.4.2 1.4.9 1.4.2.post1", "1.4.1 1.5 1.5.dev0 1.4.3a1");
    check("~= 2.2.post3", "2.2.post3 2.9", "2.2 3.0");
    check("==1.1", "1.1 1.1.0 1.1+local", "1.1.post1 1.1a1 1.1.1");
    check("==1.1+local", "1.1+local", "1.1 1.1+other");
    check("==1.*", "1 1.9.post1", "2 0.9 2.dev0");
    check("!=1.*,>=0", "0.9 2", "1 1.9");
    check("==1!2.*", "1!2.1", "2.1 1!3");
    check(">1.7", "1.7.1 1.8", "1.7 1.7.0.post1 1.7+local");
    check(">1.7.post2", "1.7.post3", "1.7.post2 1.7.post1");
    check("<=1.7", "1.7 1.7+local", "1.7.post1");
    check("<3.1", "3.0 3.0.post1", "3.1 3.1.dev0 3.1rc1");
    check(">=3.1rc1,<4", "3.1rc1 3.1 3.2b1", "3.1b1 4.0a1");
    check(">=1,!=1.5,<2", "1 1.4 1.6", "1.5 1.5+local 2");
    for refused in ["1.0", ">=", ">=1,", ">=1.*", "~=1", "==1.0a1.*", ">=1.0+local", ">= one", "==*"] {
        assert!(Range::parse(Scheme::Pypi, refused).is_err(), "{refused}");
    }
    check_vers(Scheme::Pypi, "!=5", "vers:pypi/!=5");
    check_vers(Scheme::Pypi, "<9,>=1,!=5,!=7", "vers:pypi/>=1|!=5|!=7|<9");
    check_vers(Scheme::Pypi, "~=1.4.2", "vers:pypi/>=1.4.2|<1.5");
    check_vers(Scheme::Pypi, ">=1.5,!=1.*", "vers:pypi/>=2");
    assert_eq!(Vers::from_native(Scheme::Pypi, ">2,<1"), Err(RangeError::Nothing));
}

#[test]
fn maven() {
    let check = |range: &str, inside: &str, outside: &str| check(Scheme::Maven, range, inside, outside);
    check("[1.0,2.0)", "1.0 1 1.9 2.0-alpha-1", "0.9 2.0 1.0-SNAPSHOT");
    check("(,1.0],[1.2,)", "0.1 1.0 1.2 5", "1.1");
    check("[1.0]", "1.0 1", "1.0.1");
    check("1.0", "1.0", "1.1");
    for refused in ["", "[1.0", "(1.0)", "[1.0,2.0)x", "[1,2,3]", "[1,2)[3,4)", "[1,2),", "[[1,2)"] {
        assert!(Range::parse(Scheme::Maven, refused).is_err(), "{refused}");
    }
    check_vers(Scheme::Maven, "(,1.0],[1.2,)", "vers:maven/<=1.0|>=1.2");
    check_vers(Scheme::Maven, "(,1.1),(1.1,)", "vers:maven/!=1.1");
    check_vers(Scheme::Maven, "[1,3),[2,4]", "vers:maven/>=1|<=4");
    check_vers(Scheme::Maven, "(,)", "vers:maven/*");
}

#[test]
fn nuget() {
    let check = |range: &str, inside: &str, outside: &str| check(Scheme::Nuget, range, inside, outside);
    check("1.0", "1.0 1.0.0 2.0", "0.9 1.0-beta");
    check("(1.0, 2.0]", "1.0.1 2.0.0 2.0-beta", "1.0 2.0.1");
    check("[1.0]", "1.0.0.0", "1.0.1");
    check("1.*", "1.0 3.0", "0.9 1.0-beta");
    check("1.0.0-*", "1.0.0-alpha 1.0.0", "0.9");
    for refused in ["(1.0)", "[1.0,2.0", "[1,2],[3,4]", "1.*.*x"] {
        assert!(Range::parse(Scheme::Nuget, refused).is_err(), "{refused}");
    }
    check_vers(Scheme::Nuget, "[1.0.0, 2.0.0)", "vers:nuget/>=1.0.0|<2.0.0");
}

#[test]
fn gem() {
    let check = |range: &str, inside: &str, outside: &str| check(Scheme::Gem, range, inside, outside);
    check("~> 2.2", "2.2 2.9.9 2.3.a", "2.1 3.0 3.0.a 3.a 2.2.a");
    check("~> 2.2.0", "2.2.0 2.2.9", "2.3.0");
    check("~> 1", "1 1.9", "2");
    check("~> 1.0.a", "1.0.a 1.0 1.9", "2");
    check(">= 1.0, < 2, != 1.5", "1.0 1.4", "1.5 2");
    check("1.2", "1.2 1.2.0", "1.2.1");
    assert!(Range::parse(Scheme::Gem, "~> x").is_err());
    check_vers(Scheme::Gem, "~> 2.2", "vers:gem/>=2.2|<3");
}

#[test]
fn cargo() {
    let check = |range: &str, inside: &str, outside: &str| check(Scheme::Cargo, range, inside, outside);
    check("1.2.3", "1.2.3 1.9.0", "1.2.2 2.0.0 2.0.0-a 1.3.0-a");
    check("^0.2.3", "0.2.3 0.2.9", "0.3.0");
    check("0.0.3", "0.0.3", "0.0.4 0.0.2");
    check("0.0", "0.0.0 0.0.9", "0.1.0");
    check("0", "0.0.0 0.9.0", "1.0.0");
    check("~1.2.3", "1.2.3 1.2.9", "1.3.0");
    check("~1", "1.0.0 1.9.0", "2.0.0");
    check("1.2.*", "1.2.0 1.2.9", "1.3.0");
    check("*", "0.0.0 9.0.0", "1.0.0-a");
    check(">1.2", "1.3.0", "1.2.9");
    check("<=1.2", "1.2.9", "1.3.0");
    check("=1.2", "1.2.9", "1.3.0");
    check(">= 1.2.3, < 1.5", "1.2.3 1.4.9", "1.5.0");
    check("1.2.3-a", "1.2.3-a 1.2.3-b 1.2.3 1.3.0", "1.2.4-a 2.0.0");
    for refused in ["", "1.2.3.4", "a", "1.2-a", "1 2", ">=1,", "99999999999999999999"] {
        assert!(Range::parse(Scheme::Cargo, refused).is_err(), "{refused}");
    }
    check_vers(Scheme::Cargo, "0.2", "vers:cargo/>=0.2.0|<0.3.0");
}

#[test]
fn composer() {
    let check = |range: &str, inside: &str, outside: &str| check(Scheme::Composer, range, inside, outside);
    check("^1.2", "1.2 v1.2.0 1.2.0-beta1 1.9.9.9", "1.1.9 2.0 2.0.0-alpha1 2.0-dev");
    check("^0.3", "0.3.0 0.3.9", "0.4.0");
    check("~1.2", "1.2 1.9", "2.0");
    check("~1.2.3", "1.2.3 1.2.9", "1.3.0");
    check("1.0.*", "1.0 1.0.9", "1.1 1.1.0-RC1");
    check("1.0 - 2.0", "1.0 2.0.9", "2.1");
    check("1.0.0 - 2.1.0", "2.1.0", "2.1.1");
    check(">=1.0 <1.1 || >=1.2", "1.0.5 1.2.0", "1.1.0");
    check(">=1.0,<1.1|5.0", "1.0.5 5 5.0.0.0", "1.1.0");
    check("!=1.5", "1.4", "1.5.0");
    check("1.0@dev", "1.0.0", "1.0.1");
    check("dev-master", "dev-master", "dev-main 1.0");
    assert!(!Vers::normalize("vers:composer/dev-a").unwrap().contains(&Version::parse(Scheme::Composer, "dev-b")));
    check("*", "1.0", "");
    for refused in ["", ">=", "1.0 ||", "a.b", "1.2.3.4.5"] {
        assert!(Range::parse(Scheme::Composer, refused).is_err(), "{refused}");
    }
    check_vers(Scheme::Composer, "^1.2", "vers:composer/>=1.2.0-dev|<2.0.0-dev");
}

#[test]
fn signs_serve_go_and_distributions() {
    check(Scheme::Deb, ">> 1.0, << 2.0~rc1", "1.0-1 1.9", "1.0 2.0");
    check(Scheme::Golang, ">=v1.2.0", "v1.2.0 v1.3.0", "v1.1.0");
    check_vers(Scheme::Rpm, ">= 1.0, < 2", "vers:rpm/>=1.0|<2");
    check_vers(Scheme::Apk, "= 1.0-r1", "vers:apk/1.0-r1");
    assert_eq!(Range::parse(Scheme::Npm, "1").err(), Some(RangeError::Scheme("npm")));
}

/// Any text gives a range or an error; and what a range says as `vers:` reads back as itself.
#[test]
fn no_text_is_too_odd() {
    let pieces =
        ["", " ", "1", ".", "*", "x", ">=", "<", "~", "^", "!=", "[", ")", ",", "|", "-", "a", "+", "!", "é", "v"];
    let mut seed: u64 = 7;
    for _ in 0..40_000 {
        let mut text = String::new();
        for _ in 0..8 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(pieces[usize::try_from(seed >> 33).unwrap() % pieces.len()]);
        }
        let _ = Vers::normalize(&format!("vers:npm/{text}"));
        for scheme in Scheme::ALL {
            if let Ok(vers) = Vers::from_native(scheme, &text) {
                let read_back = Vers::normalize(&vers.to_string()).unwrap();
                assert_eq!(
                    read_back.to_string(),
                    Vers::normalize(&read_back.to_string()).unwrap().to_string(),
                    "{text}"
                );
            }
        }
    }
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
