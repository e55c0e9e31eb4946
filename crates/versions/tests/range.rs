//! Native ranges: which versions they let pass, and the `vers:` text that says the same.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use versions::{Interval, NpmOptions, NpmRange, Range, RangeError, Scheme, Share, Vers, Version};

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

const STRICT: NpmOptions = NpmOptions { loose: false, include_prerelease: false };
const LOOSE: NpmOptions = NpmOptions { loose: true, include_prerelease: false };
const WITH_PRERELEASES: NpmOptions = NpmOptions { loose: false, include_prerelease: true };

fn npm_text(range: &str, options: NpmOptions) -> Option<String> {
    NpmRange::parse(range, options).ok().map(|range| range.to_string())
}

#[test]
fn npm() {
    let check = |range: &str, inside: &str, outside: &str| check(Scheme::Npm, range, inside, outside);
    check("", "0.0.0 9.0.0 v1.2.3", "1.0.0-a 1.2 one");
    check("^1.2.3", "1.2.3 1.9.0 1.2.3+build", "1.2.2 2.0.0 2.0.0-a 1.3.0-a 1.2.3-a");
    check("^0.2.3 || ^0.0.3", "0.2.3 0.2.9 0.0.3", "0.3.0 0.0.4 0.2.2");
    check("~1.2.3-b.2", "1.2.3-b.2 1.2.3-b.10 1.2.3 1.2.9", "1.2.3-b.1 1.2.4-b.2 1.3.0");
    check("1.2 - 2", "1.2.0 2.9.9", "1.1.9 3.0.0 3.0.0-a");
    check(">= 1.x < 1.5", "1.0.0 1.4.9", "1.5.0 0.9.0 1.5.0-a");
    check("1.* || =3.0.0", "1.0.0 3.0.0", "2.0.0 3.0.1");
    check(">*", "", "0.0.0 1.0.0 0.0.0-0");
    for refused in
        [">=", "1 -", "1.x.1", "1.2-a", "01", "1.2.3beta", "1.2.3.4", "1.2.3-", "1+", "1 | 2", "latest", ">1<2"]
    {
        assert!(Range::parse(Scheme::Npm, refused).is_err(), "{refused}");
    }
    let vers = |range: &str| Range::parse(Scheme::Npm, range).unwrap().to_vers().map(|vers| vers.to_string());
    assert_eq!(vers("1.x || ^2.1.0"), Ok("vers:npm/>=1.0.0|<2.0.0-0|>=2.1.0|<3.0.0-0".to_owned()));
    assert_eq!(vers(">2 <1"), Err(RangeError::Nothing));
}

#[test]
fn npm_has_a_canonical_text() {
    let check = |range: &str, text: &str| assert_eq!(npm_text(range, STRICT).as_deref(), Some(text), "{range}");
    check("  || 1", "*");
    check("^0.0 ~0.0.x", "<0.1.0-0");
    check("~1.2 ^1.2 1.2.*", ">=1.2.0 <1.3.0-0 <2.0.0-0");
    check("<x 1 || >3", ">=4.0.0");
    check("<x || >x", "<0.0.0-0");
    check("=v1.2.3-a+b", "1.2.3-a");
    check("<=9007199254740990", "<9007199254740991.0.0-0");
    assert_eq!(npm_text("<=9007199254740991", STRICT), None);
}

#[test]
fn npm_may_be_loose_or_mind_every_prerelease() {
    assert_eq!(npm_text("~01.2.3beta.007", LOOSE).as_deref(), Some(">=1.2.3-beta.7 <1.3.0-0"));
    assert_eq!(npm_text("one", LOOSE), None);
    let loose = Range::from(NpmRange::parse("^1.2.3-a", LOOSE).unwrap());
    let holds = |range: &Range, version: &str| range.contains(&Version::parse(Scheme::Npm, version));
    assert!(holds(&loose, "1.2.3b"));
    assert!(holds(&loose, "v 1.2.3"));
    assert!(!holds(&loose, "1.2.4b"));
    assert!(!holds(&NpmRange::parse("*", LOOSE).unwrap().into(), "one"));

    assert_eq!(npm_text("^1 >=0.0.0-0", WITH_PRERELEASES).as_deref(), Some(">=1.0.0-0 <2.0.0-0"));
    assert_eq!(npm_text("1.2.3 - 1.2.4", WITH_PRERELEASES).as_deref(), Some(">=1.2.3-0 <1.2.5-0"));
    let all = Range::from(NpmRange::parse("1", WITH_PRERELEASES).unwrap());
    assert!(holds(&all, "1.2.3-a") && holds(&all, "1.0.0-a") && !holds(&all, "2.0.0-a"));
}

#[test]
fn a_range_may_be_over_or_yet_to_come() {
    let check = |scheme, range: &str, version: &str, before, after| {
        let (range, version) = (Range::parse(scheme, range).unwrap(), Version::parse(scheme, version));
        assert_eq!((range.ends_before(&version), range.begins_after(&version)), (before, after), "{version}");
    };
    check(Scheme::Npm, "1.x || 3.x", "4.0.0", true, false);
    check(Scheme::Npm, "1.x || 3.x", "2.0.0", false, false);
    check(Scheme::Npm, "1.x || 3.x", "3.1.0", false, false);
    check(Scheme::Npm, ">=1 || <0.5", "0.7.0", false, false);
    check(Scheme::Npm, "^2", "1.9.9", false, true);
    check(Scheme::Npm, ">=2", "1.9.9", false, true);
    check(Scheme::Pypi, "~=1.4", "2.0", true, false);
    check(Scheme::Maven, "[1.0,2.0)", "0.9", false, true);
    check(Scheme::Composer, "^1.2", "2", true, false);
}

#[test]
fn ranges_intersect_where_the_order_says() {
    let check = |scheme, one: &str, two: &str, expected| {
        let (one, two) = (Range::parse(scheme, one).unwrap(), Range::parse(scheme, two).unwrap());
        assert_eq!((one.intersects(&two), two.intersects(&one)), (expected, expected), "{one:?} {two:?}");
    };
    check(Scheme::Npm, "^1.2", "<1.2", false);
    check(Scheme::Npm, "^1.2 || 5", "2 || >=5.3 <7", true);
    check(Scheme::Npm, "1 || 3 || 5", "2 || 4 || 6", false);
    check(Scheme::Npm, "*", "<0.0.0", false);
    check(Scheme::Npm, "*", "<=0.0.0", true);
    check(Scheme::Npm, "<0.0.0-b", "0.0.0-a", true);
    check(Scheme::Pypi, "==1.*", "!=1.*", false);
    check(Scheme::Pypi, ">=1,!=1.5", "==1.5", false);
    check(Scheme::Maven, "[1,2)", "[2,3)", false);
    check(Scheme::Maven, "[1,2]", "[2,3)", true);
    let (one, two) = (Range::parse(Scheme::Npm, "1").unwrap(), Range::parse(Scheme::Cargo, "1").unwrap());
    assert!(!one.intersects(&two));
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
    check("dev-main#0123abc", "dev-main", "dev-main2 1.0");
    check("1.0.x-dev", "1.0.x-dev", "1.0.5 1.1.x-dev");
    check("dev-fix as 1.2.0 || ^2", "dev-fix 2.1", "1.2.0");
    check("@dev", "1.0 2.0-beta", "");
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
}

/// npm's canonical text is a range like any other, and the same one.
#[test]
fn the_canonical_text_of_npm_reads_back() {
    let signs = ["", "", "=", "<", "<=", ">", ">=", "~", "^"];
    let words =
        ["*", "0", "1", "1.x", "0.0", "0.1", "1.2", "0.0.0", "0.0.1", "0.1.2", "1.2.3", "1.2.3-a", "0.0.0-0", "1+b"];
    let joints = [" ", " ", "||", " - "];
    let versions =
        ["0.0.0-0", "0.0.0", "0.0.1-a", "0.1.2", "1.0.0-0", "1.2.3-a", "1.2.3", "1.2.4-a", "2.0.0-0", "3.0.0"]
            .map(|text| Version::parse(Scheme::Npm, text));
    let mut seed: u64 = 11;
    let mut read = 0;
    for _ in 0..3_000 {
        let mut pick = |from: &[&'static str]| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            from[usize::try_from(seed >> 33).unwrap() % from.len()]
        };
        let mut text = format!("{}{}", pick(&signs), pick(&words));
        for _ in 0..2 {
            text += pick(&joints);
            text += pick(&signs);
            text += pick(&words);
        }
        for options in [STRICT, LOOSE, WITH_PRERELEASES] {
            let Ok(range) = NpmRange::parse(&text, options) else { continue };
            read += 1;
            let again = NpmRange::parse(&range.to_string(), options).unwrap();
            assert_eq!(again.to_string(), range.to_string(), "{text}");
            for version in &versions {
                let (range, again) = (range.as_range(), again.as_range());
                let told = [range, again]
                    .map(|range| (range.contains(version), range.ends_before(version), range.begins_after(version)));
                assert_eq!(told[0], told[1], "{version} in {text}");
                assert!(matches!(told[0], (true, false, false) | (false, _, _)), "{version} in {text}");
            }
        }
    }
    assert!(read > 2_000, "{read}");
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

#[test]
fn of_what_a_range_lets_pass_a_part_may_lie_in_another() {
    fn up_to(to: &Version, is_closed: bool) -> Interval<'_> {
        Interval { from: None, to: Some(to), is_closed }
    }
    let npm = |text: &str| Version::parse(Scheme::Npm, text);
    let (fixed, back) = (npm("1.5.0"), npm("3.0.0"));
    let until = Range::of_intervals(Scheme::Npm, [up_to(&fixed, false)]);
    let again = Range::of_intervals(
        Scheme::Npm,
        [up_to(&fixed, false), Interval { from: Some(&back), to: None, is_closed: false }],
    );
    for (text, expected, expected_again) in [
        ("^1.0.0", Share::Part, Share::Part),
        ("~1.4.0", Share::All, Share::All),
        ("1.4.9", Share::All, Share::All),
        ("1.5.0", Share::None, Share::None),
        ("^1.5.0", Share::None, Share::None),
        ("^1.4.0 || ^2.0.0", Share::Part, Share::Part),
        (">=2.0.0", Share::None, Share::End),
        ("*", Share::Part, Share::End),
        (">=3.1.0", Share::None, Share::All),
    ] {
        let range = Range::parse(Scheme::Npm, text).unwrap();
        assert_eq!((range.share_in(&until), range.share_in(&again)), (expected, expected_again), "{text}");
    }
    let last = Version::parse(Scheme::Pypi, "2.0");
    let affected = Range::of_intervals(Scheme::Pypi, [up_to(&last, true)]);
    for (text, expected) in [("<=2.0", Share::All), ("==2.0.*", Share::Part), (">2.0", Share::None), ("", Share::Part)]
    {
        assert_eq!(Range::parse(Scheme::Pypi, text).unwrap().share_in(&affected), expected, "{text}");
    }
}
