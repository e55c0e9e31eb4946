//! Wildcards and variables in values that must say exactly who or where: account and organisation ids, VPCs, subjects
//! of tokens, user ids.

use policy::{Comparison, Condition, Text};

use crate::check::{Check, checks};
use crate::found::Found;
use crate::view::View;

checks! {
    WILDCARD_USAGE_TOO_PERMISSIVE: Error, "a wildcard opens a condition that should say exactly who", "Write whole ids; a token's subject or an organisation's path needs six characters before its wildcard.";
    VARIABLE_USAGE_TOO_PERMISSIVE: Error, "a variable opens a condition that should say exactly who", "The caller has a hand in the variable's value; write whole ids, or six characters before it.";
}

/// Keys for which no wildcard makes sense, in lower case.
const EXACT: [&str; 10] = [
    "aws:principalaccount",
    "aws:principalorgid",
    "aws:resourceaccount",
    "aws:resourceorgid",
    "aws:sourceaccount",
    "aws:sourceorgid",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:vpceaccount",
    "aws:vpceorgid",
];

/// Keys whose value is a path from the general to the special, in lower case; the subject of a token is another.
const PATHS: [&str; 4] = ["aws:principalorgpaths", "aws:resourceorgpaths", "aws:sourceorgpaths", "aws:vpceorgpaths"];

/// How many characters must stand before a wildcard of a path.
const SPECIFIC: usize = 6;

/// What a key's value may leave open.
#[derive(Debug, Clone, Copy)]
enum Rule {
    Nothing,
    AfterSixCharacters,
    OneSideOfTheColon,
}

pub(crate) fn check(view: &View<'_>, found: &mut Found) {
    for condition in &view.parsed.conditions {
        let Some(rule) = rule(&condition.key.value) else { continue };
        let Some(meaning) = condition.meaning else { continue };
        let is_pattern = matches!(meaning.comparison, Comparison::StringLike | Comparison::ArnLike);
        let is_text = is_pattern || meaning.comparison == Comparison::StringEquals;
        for value in condition.values.iter().filter(|value| is_text && !policy::has_hole(&value.value)) {
            if is_pattern && !is_presence(&value.value) {
                judge(condition, value, rule, &WILDCARD_USAGE_TOO_PERMISSIVE, &wildcards(&value.value), found);
            }
            judge(condition, value, rule, &VARIABLE_USAGE_TOO_PERMISSIVE, &open_variables(&value.value), found);
        }
    }
}

fn rule(key: &str) -> Option<Rule> {
    let key = key.to_ascii_lowercase();
    match &*key {
        "aws:userid" => Some(Rule::OneSideOfTheColon),
        key if EXACT.contains(&key) => Some(Rule::Nothing),
        key if PATHS.contains(&key) => Some(Rule::AfterSixCharacters),
        key if !key.starts_with("aws:") && key.ends_with(":sub") => Some(Rule::AfterSixCharacters),
        _ => None,
    }
}

/// A lone `*` asks whether the key is there, which is another finding; only a subject that is any is open.
fn is_presence(value: &str) -> bool {
    value == "*"
}

/// Places of wildcards: where they start, in bytes.
fn wildcards(value: &str) -> Vec<usize> {
    let mut in_variable = false;
    let mut places = Vec::new();
    for (at, character) in value.char_indices() {
        match character {
            '{' if value.get(..at).is_some_and(|before| before.ends_with('$')) => in_variable = true,
            '}' => in_variable = false,
            '*' | '?' if !in_variable => places.push(at),
            _ => {}
        }
    }
    places
}

/// Places of variables whose value the caller has a hand in; accounts and organisations are not the caller's to choose.
fn open_variables(value: &str) -> Vec<usize> {
    let is_open = |at: usize| {
        let inner = value.get(at + 2..).unwrap_or_default();
        let key = inner.split(['}', ',']).next().unwrap_or_default().to_ascii_lowercase();
        !matches!(&*key, "*" | "?" | "$") && !EXACT.contains(&&*key) && !PATHS.contains(&&*key)
    };
    value.match_indices("${").map(|(at, _)| at).filter(|at| is_open(*at)).collect()
}

fn judge(condition: &Condition, value: &Text, rule: Rule, check: &'static Check, places: &[usize], found: &mut Found) {
    let text = &*value.value;
    let is_bad = |at: &usize| match rule {
        Rule::Nothing => true,
        Rule::AfterSixCharacters => literal_before(text, *at) < SPECIFIC,
        Rule::OneSideOfTheColon => !is_one_side(text, *at),
    };
    if places.iter().any(is_bad) {
        found.add(check, &value.origin, format!("`{text}` leaves `{}` open", condition.key.value));
    }
}

/// How many plain characters stand right before a place.
fn literal_before(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    before.chars().rev().take_while(|c| !matches!(c, '*' | '?' | '}')).count()
}

/// Whether an open place of a user id is all of its left side, or on its right side.
fn is_one_side(text: &str, at: usize) -> bool {
    // The colons of keys inside variables do not count.
    let bare = |text: &str| text.find("${").map_or(usize::MAX, |open| open);
    let colon = match text.find(':') {
        Some(colon) if colon < bare(text) => Some(colon),
        _ => text.rfind("}:").map(|end| end + 1).or_else(|| text.find("*:").map(|star| star + 1)),
    };
    match colon {
        None => false,
        Some(colon) if at > colon => true,
        Some(colon) => at == 0 && matches!(text.get(..colon), Some(left) if left == "*" || is_variable(left)),
    }
}

fn is_variable(text: &str) -> bool {
    text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')).is_some_and(|inner| !inner.contains('}'))
}
