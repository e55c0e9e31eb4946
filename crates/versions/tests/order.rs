//! Each scheme's own order, from the least version to the greatest; and that the order is total.

use std::cmp::Ordering;

use versions::{Scheme, Version};

/// Checks every pair of a list of classes, least first; the texts of a class are equal.
fn check(scheme: Scheme, ascending: &[&str]) {
    let classes: Vec<Vec<Version>> =
        ascending.iter().map(|class| class.split(' ').map(|text| Version::parse(scheme, text)).collect()).collect();
    for (low, lower) in classes.iter().enumerate() {
        for (high, higher) in classes.iter().enumerate() {
            for (a, b) in lower.iter().flat_map(|a| higher.iter().map(move |b| (a, b))) {
                assert_eq!(a.cmp(b), low.cmp(&high), "{scheme:?}: {a} against {b}");
            }
        }
    }
}

#[test]
fn semantic_versions_pass_over_build_and_put_numbers_below_words() {
    for scheme in [Scheme::Npm, Scheme::Cargo, Scheme::Golang] {
        check(scheme, &["nonsense", "1.0.0-2", "1.0.0-10", "1.0.0-a", "1.0.0-a.1", "1.0.0 v1.0.0 1.0.0+b", "1.0.1"]);
    }
    let pseudo = ["v0.0.0-20190101000000-abcdefabcdef", "v0.0.0-20200101000000-000000000000", "v2.0.0+incompatible"];
    check(Scheme::Golang, &pseudo);
}

#[test]
fn nuget_has_a_fourth_number_and_no_case() {
    check(Scheme::Nuget, &["1.0.0-BETA 1.0-beta", "1.0.0-beta.1", "1.0 1.0.0.0 1.0.0+x", "1.0.0.1-a", "1.0.0.1"]);
}

#[test]
fn pypi_puts_what_pep_440_refuses_below_all_else() {
    let ascending = [
        "not.a.version",
        "1.0.dev1 1.dev1",
        "1.0a1.dev1",
        "1.0a1 1.0-alpha.1",
        "1.0b1",
        "1.0rc1 1.0c1 1.0pre1",
        "1.0 1 v1.0.0",
        "1.0+abc",
        "1.0+1",
        "1.0.post1.dev2",
        "1.0.post1 1.0-1 1.0rev1",
        "1.0.1",
        "10.0 10",
        "1!0.1",
    ];
    check(Scheme::Pypi, &ascending);
}

#[test]
fn maven_puts_snapshots_below_and_service_packs_above_the_release() {
    let ascending = [
        "1-a1 1.0-alpha-1",
        "1-beta-1",
        "1-m3",
        "1-rc 1-CR",
        "1-SNAPSHOT",
        "1 1.0.0 1-ga 1.final",
        "1-sp",
        "1-xyz",
        "1-1",
        "1.1",
    ];
    check(Scheme::Maven, &ascending);
}

#[test]
fn a_gem_is_padded_with_zeros_for_ever() {
    check(Scheme::Gem, &["1.a 1.0.a 1.a.0", "1.b", "1 1.0.0", "1.0.1", "1.1"]);
    check(Scheme::Gem, &["1.a.0.b", "1.a", "1.a.0.1", "1.a.1"]);
}

#[test]
fn php_minds_the_number_of_parts_and_the_case_of_words() {
    check(Scheme::Composer, &["1.0-dev", "1.0-alpha 1.0a", "1.0-b", "1.0RC 1.0.rc", "1.0 V1.0", "1.0.0", "1.0pl1"]);
    check(Scheme::Composer, &["1.0-ALPHA1 1.0-BETA1", "1.0-alpha1"]);
}

#[test]
fn distributions_put_a_tilde_below_the_end() {
    check(Scheme::Deb, &["1.0~rc1", "1.0 0:1.0-0", "1.0-1~deb7u1", "1.0-1", "1.0a", "1.0+b", "1:0.1"]);
    check(Scheme::Rpm, &["1.0~rc1", "1.0", "1.0-1", "1.0^git1", "1.0a", "1.0.1 1_0_1", "1:0.1"]);
    check(Scheme::Apk, &["1.0_alpha", "1.0_rc1", "1.0 1.0-r0", "1.0-r1", "1.0_p1", "1.0a", "1.1"]);
}

#[test]
fn validity_and_prereleases_are_said() {
    for (scheme, text, valid, prerelease) in [
        (Scheme::Npm, "1.2.3-rc.1", true, true),
        (Scheme::Npm, "1.2", false, false),
        (Scheme::Npm, "01.2.3", false, false),
        (Scheme::Npm, "9007199254740991.0.0", true, false),
        (Scheme::Npm, "0.9007199254740992.0", false, false),
        (Scheme::Pypi, "1.0.dev1", true, true),
        (Scheme::Pypi, "1.0-bulbasaur", false, false),
        (Scheme::Gem, "1.0.pre", true, true),
        (Scheme::Gem, "one", false, true),
        (Scheme::Deb, "1.0-1", true, false),
        (Scheme::Maven, "1-SNAPSHOT", true, true),
    ] {
        let version = Version::parse(scheme, text);
        assert_eq!((version.is_valid(), version.is_prerelease()), (valid, prerelease), "{scheme:?} {text}");
    }
}

/// Texts of realistic and odd tokens, drawn with SplitMix64.
struct Draw(u64);

impl Draw {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((bits ^ (bits >> 31)) % limit as u64).unwrap_or(0)
    }

    fn version(&mut self, scheme: Scheme) -> Version {
        const TOKENS: [&str; 44] = [
            "0",
            "1",
            "2",
            "10",
            "00",
            "01",
            "20200101",
            "99999999999999999999",
            ".",
            ".",
            ".",
            ".",
            "-",
            "-",
            "_",
            "+",
            "~",
            "^",
            ":",
            "!",
            "a",
            "b",
            "rc",
            "alpha",
            "beta",
            "dev",
            "post",
            "pre",
            "final",
            "ga",
            "sp",
            "SNAPSHOT",
            "RC",
            "xyz",
            "m",
            "p",
            "r",
            "v",
            "#",
            " ",
            "é",
            "\0",
            "_p",
            "-r",
        ];
        let text: String = (0..self.below(7)).filter_map(|_| TOKENS.get(self.below(TOKENS.len())).copied()).collect();
        Version::parse(scheme, &text)
    }
}

/// Keys are bytes, so that any order of them is total; what this finds is a text that cannot be read, or is read in two ways.
fn total(scheme: Scheme, triples: usize) {
    let mut draw = Draw(7);
    for _ in 0..triples {
        let mut three = [draw.version(scheme), draw.version(scheme), draw.version(scheme)];
        assert_eq!(three[0].cmp(&three[1]), three[1].cmp(&three[0]).reverse());
        three.sort();
        assert!(three[0] <= three[1] && three[1] <= three[2] && three[0] <= three[2], "{three:?}");
        let again = Version::parse(scheme, three[0].as_str());
        assert_eq!(again.cmp(&three[0]), Ordering::Equal);
    }
}

#[test]
fn the_order_is_total_on_a_million_triples_of_each_scheme() {
    std::thread::scope(|scope| {
        for scheme in Scheme::ALL {
            scope.spawn(move || total(scheme, 1_000_000));
        }
    });
}
