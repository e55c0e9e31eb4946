//! The pattern algebra against brute force over every short text of a small alphabet.

use policy::Glob;
use proptest::prelude::*;

const ALPHABET: [char; 3] = ['a', 'b', 'c'];

/// Every text of at most `length` characters. `c` stands for all characters that no pattern names.
fn texts(length: usize) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut longest = all.clone();
    for _ in 0..length {
        longest = longest.iter().flat_map(|text| ALPHABET.map(|character| format!("{text}{character}"))).collect();
        all.extend(longest.clone());
    }
    all
}

/// The meaning of a pattern, as plainly as it can be said.
fn means(pattern: &[char], text: &[char]) -> bool {
    match (pattern.split_first(), text.split_first()) {
        (None, None) => true,
        (Some(('*', rest)), None) => means(rest, text),
        (Some(('*', rest)), Some((_, shorter))) => means(rest, text) || means(pattern, shorter),
        (Some((p, rest)), Some((t, shorter))) if *p == '?' || p == t => means(rest, shorter),
        _ => false,
    }
}

fn pattern() -> impl Strategy<Value = String> {
    proptest::collection::vec(prop::sample::select(vec!['a', 'b', '*', '?', '*']), 0..6).prop_map(String::from_iter)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn matching_is_what_the_pattern_means(pattern in pattern()) {
        let glob = Glob::new(&pattern);
        let pattern: Vec<char> = pattern.chars().collect();
        for text in texts(5) {
            let characters: Vec<char> = text.chars().collect();
            prop_assert_eq!(glob.matches(&text), means(&pattern, &characters), "on {}", text);
        }
    }

    #[test]
    fn inclusion_and_intersection_agree_with_brute_force(left in pattern(), right in pattern()) {
        let (a, b) = (Glob::new(&left), Glob::new(&right));
        let texts = texts(8);
        let covered = texts.iter().all(|text| !b.matches(text) || a.matches(text));
        prop_assert_eq!(a.covers(&b), covered, "{} covers {}", left, right);
        let common = texts.iter().any(|text| a.matches(text) && b.matches(text));
        prop_assert_eq!(a.intersects(&b), common, "{} with {}", left, right);
    }

    #[test]
    fn laws(left in pattern(), right in pattern(), third in pattern()) {
        let (a, b, c) = (Glob::new(&left), Glob::new(&right), Glob::new(&third));
        prop_assert!(a.covers(&a));
        prop_assert!(Glob::new("*").covers(&a));
        prop_assert_eq!(a.intersects(&b), b.intersects(&a));
        if a.covers(&b) {
            prop_assert!(a.intersects(&b));
            prop_assert!(!b.covers(&c) || a.covers(&c));
        }
    }
}
