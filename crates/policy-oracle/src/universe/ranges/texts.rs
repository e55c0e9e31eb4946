//! The texts that brute force tries.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::condition::{Test, texts};

/// A letter that no question uses.
const FRESH: char = 'x';

/// ARNs near those that are drawn.
pub(super) const ARNS: [&str; 20] = [
    "arn:aws:s::a:a",
    "arn:aws:s:a:a:a",
    "arn:aws:s:x:a:a",
    "arn:aws:s::b:a",
    "arn:aws:s:a:b:b",
    "arn:aws:s::x:a",
    "arn:aws:s:a::a",
    "arn:aws:s::xx:a",
    "arn:aws:s::a:a:a",
    "arn:aws:s::a:a:b",
    "arn:aws:s::a:a:x",
    "arn:aws:s:a:b:a:b",
    "arn:aws:s::a:ab",
    "arn:aws:s::a:b",
    "arn:aws:s:a:a:c",
    "arn:aws:s::a:",
    "arn:aws:s::b:x",
    "arn:aws:x::a:a",
    "arn:aws:s:a:x:bb",
    "arn:aws:s",
];
const NUMBERS: [&str; 13] = ["-2", "-1", "-0.5", "0", "0.5", "1", "1.25", "1.5", "1.75", "2", "2.5", "3", "4"];
const TIMES: [&str; 9] = [
    "2019-06-01T00:00:00Z",
    "2020-01-01T00:00:00Z",
    "2020-01-01T12:00:00Z",
    "2020-01-02T00:00:00Z",
    "2020-06-01T00:00:00Z",
    "2021-01-01T00:00:00Z",
    "2022-01-01T00:00:00Z",
    "2020-01-01T00:00:01Z",
    "2020-01-01T23:59:59Z",
];
const ADDRESSES: [&str; 8] =
    ["10.0.0.0", "10.0.0.1", "10.0.0.2", "10.127.0.0", "10.128.0.0", "11.0.0.1", "2001:db8::1", "2001:db9::1"];
const TRUTHS: [&str; 2] = ["true", "false"];

/// The values of the type that the test compares; `None` when it compares texts.
pub(super) fn typed(test: Test) -> Option<&'static [&'static str]> {
    match test {
        Test::Number(_) => Some(&NUMBERS),
        Test::Time(_) => Some(&TIMES),
        Test::Truth => Some(&TRUTHS),
        Test::Address => Some(&ADDRESSES),
        _ => None,
    }
}

/// The texts that stand in an element of any statement.
pub(super) fn written(documents: &[Value], names: [&str; 2]) -> Vec<String> {
    let elements = statements(documents).flat_map(|one| names.into_iter().filter_map(|name| one.get(name)));
    elements.flat_map(texts).collect()
}

/// The values that conditions compare a key with.
pub(super) fn compared(documents: &[Value], key: &str) -> Vec<String> {
    let blocks = statements(documents).filter_map(|one| one.get("Condition")?.as_object());
    let keys = blocks.flat_map(|block| block.values()).filter_map(Value::as_object).flatten();
    keys.filter(|(name, _)| name.eq_ignore_ascii_case(key)).flat_map(|(_, values)| texts(values)).collect()
}

fn statements(documents: &[Value]) -> impl Iterator<Item = &Value> {
    documents.iter().filter_map(|document| document.get("Statement")).flat_map(|statements| match statements {
        Value::Array(items) => items.as_slice(),
        one => std::slice::from_ref(one),
    })
}

/// What the patterns mean at their narrowest and a little beyond, then all texts up to a length over their letters and
/// one more.
pub(super) fn words(patterns: &[String], length: usize) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut letters: BTreeSet<char> = BTreeSet::new();
    for pattern in patterns {
        let plain = without_variables(pattern);
        letters.extend(plain.chars().filter(|letter| letter.is_ascii_alphabetic()));
        for (run, one) in [("", 'a'), ("x", 'x'), ("a", 'b')] {
            let text = plain.replace('*', run).replace('?', &one.to_string());
            found.push(text.clone());
            if plain.chars().any(|letter| letter.is_ascii_uppercase()) {
                found.push(text.to_ascii_lowercase());
            }
        }
    }
    letters.insert('a');
    let letters: Vec<char> = letters.into_iter().take(4).chain([FRESH]).collect();
    let mut words = vec![String::new()];
    let mut start = 0;
    for _ in 0..length {
        let end = words.len();
        let longer = |word: &String| letters.iter().map(|letter| format!("{word}{letter}")).collect::<Vec<_>>();
        let more: Vec<String> = words.iter().skip(start).flat_map(longer).collect();
        words.extend(more);
        start = end;
    }
    let mut seen = BTreeSet::new();
    found.extend(words);
    found.extend(["*".to_owned(), "?".to_owned(), "$".to_owned()]);
    found.retain(|word| seen.insert(word.clone()));
    found
}

/// The pattern with a letter for each variable.
fn without_variables(pattern: &str) -> String {
    let mut plain = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once("${") {
        plain.push_str(before);
        plain.push('a');
        rest = after.split_once('}').map_or("", |(_, behind)| behind);
    }
    plain.push_str(rest);
    plain
}
