//! The actions that a pattern names.

use crate::action::Action;
use crate::service::{Service, service, services};

/// The actions that a pattern of a policy names, such as `s3:Get*`, in any case: `*` is any text, `?` any one character.
pub fn actions_matching(pattern: &str) -> impl Iterator<Item = Action> {
    let everything = pattern.bytes().all(|byte| byte == b'*') && !pattern.is_empty();
    let (prefix, name) = if everything { ("*", "*") } else { pattern.split_once(':').unwrap_or_default() };
    // No prefix holds a colon, so the pattern's first colon is the one that a service ends with, unless a `*` before it ate
    // that one too; no name of an action holds a colon either, so it cannot have.
    let exact = service(prefix);
    let wild =
        prefix.contains(['*', '?']).then(|| services().filter(move |service| is_match(prefix, service.prefix())));
    let services = exact.into_iter().chain(wild.into_iter().flatten());
    services.flat_map(Service::actions).filter(move |action| is_match(name, action.name()))
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
