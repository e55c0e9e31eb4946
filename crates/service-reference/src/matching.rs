//! The actions that a pattern names.

use crate::action::Action;
use crate::service::{Service, service, services};

/// No name has as many characters.
const LONGEST: usize = 128;

/// The actions that a pattern of a policy names, such as `s3:Get*`, in any case: `*` is any text, `?` any one character.
pub fn actions_matching(pattern: &str) -> impl Iterator<Item = Action> + use<> {
    let pattern = short(pattern).unwrap_or_default();
    // Neither a prefix nor a name of an action holds a colon, so that the pattern's colon is the one between them.
    let (prefix, name) = if pattern == "*" { ("*", "*") } else { pattern.split_once(':').unwrap_or_default() };
    let (prefix, name) = (prefix.to_owned(), name.to_owned());
    let exact = service(&prefix);
    let is_wild = exact.is_none() && prefix.contains(['*', '?']);
    let wild = is_wild.then(services).into_iter().flatten().filter(move |service| is_match(&prefix, service.prefix()));
    let named = exact.into_iter().chain(wild).flat_map(Service::actions);
    named.filter(move |action| is_match(&name, action.name()))
}

/// The pattern with one `*` for many in a row; `None` when what is left is longer than any name.
fn short(pattern: &str) -> Option<String> {
    let mut short = String::new();
    for character in pattern.chars() {
        let is_repeated = character == '*' && short.ends_with('*');
        if !is_repeated {
            short.push(character);
        }
        if short.len() > 2 * LONGEST {
            return None;
        }
    }
    Some(short)
}

/// Whether a pattern matches a whole text, without regard to case.
fn is_match(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (pattern.as_bytes(), text.as_bytes());
    let (mut at, mut place) = (0, 0);
    // The last `*` and the text it has taken so far.
    let mut star: Option<(usize, usize)> = None;
    while let Some(byte) = text.get(place) {
        match pattern.get(at) {
            Some(b'*') => {
                star = Some((at, place));
                at += 1;
            }
            Some(wanted) if *wanted == b'?' || wanted.eq_ignore_ascii_case(byte) => {
                at += 1;
                place += 1;
            }
            _ => {
                let Some((star_at, taken)) = star else { return false };
                star = Some((star_at, taken + 1));
                (at, place) = (star_at + 1, taken + 1);
            }
        }
    }
    pattern.get(at..).is_none_or(|rest| rest.iter().all(|byte| *byte == b'*'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards() {
        for (pattern, text, expected) in [
            ("*", "GetObject", true),
            ("get*", "GetObject", true),
            ("*object", "GetObject", true),
            ("G?tO*t", "GetObject", true),
            ("Get", "GetObject", false),
            ("GetObject?", "GetObject", false),
            ("*a*b*c*", "aXbXXc", true),
            ("", "a", false),
        ] {
            assert_eq!(is_match(pattern, text), expected, "{pattern} {text}");
        }
    }
}
