//! Secrets in what rules find: rules about credentials show where one stands, never the credential.

use std::ops::Range;

use pattern::{Code, Match, Rule};
use tree::Kind;

/// The weaknesses whose findings hold a credential: passwords, keys and tokens in code or in the clear.
const CREDENTIALS: [u32; 14] = [255, 256, 257, 259, 260, 261, 312, 313, 321, 522, 540, 547, 555, 798];

/// The bytes of a match that may be a credential, if the rule is about such: the contents of all texts in it and in what its
/// metavariables stand for, else the whole match.
pub(super) fn of(rule: &Rule, found: &Match, code: Code<'_>) -> Vec<Range<u32>> {
    if !rule.metadata.cwe.iter().any(|cwe| CREDENTIALS.contains(cwe)) {
        return Vec::new();
    }
    let bound = found.environment.iter().filter_map(|(_, bound)| code.range_of(bound));
    let places: Vec<Range<u32>> = std::iter::once(found.range.clone()).chain(bound).collect();
    let texts = code.tree.nodes().filter(|node| matches!(node.kind(), Kind::Str | Kind::Regex));
    let inside = texts.map(|text| text.range()).filter(|text| places.iter().any(|place| overlap(text, place)));
    let secrets: Vec<Range<u32>> = inside.map(|text| content(&text, code.text)).collect();
    if secrets.is_empty() { vec![found.range.clone()] } else { secrets }
}

/// What stands at a place, or stands for it, with `*` in place of secrets.
pub(super) fn masked(text: &str, at: &Range<u32>, secrets: &[Range<u32>]) -> String {
    if !secrets.iter().any(|secret| overlap(secret, at)) {
        return text.to_owned();
    }
    // What stands for it may be written otherwise.
    let is_there = text.len() == at.len();
    let is_secret = |place: usize| secrets.iter().any(|secret| secret.contains(&(at.start + place as u32)));
    text.char_indices().map(|(place, c)| if !is_there || is_secret(place) { '*' } else { c }).collect()
}

/// A text without its quotes.
fn content(range: &Range<u32>, code: &str) -> Range<u32> {
    let text = code.get(range.start as usize..range.end as usize).unwrap_or_default();
    let quotes = ['"', '\'', '`'];
    let Some(open) = text.find(quotes).filter(|open| *open <= 3) else { return range.clone() };
    let (start, end) = (open + 1, text.trim_end_matches(quotes).len().max(open + 1));
    range.start + start as u32..range.start + end.min(text.len()) as u32
}

fn overlap(a: &Range<u32>, b: &Range<u32>) -> bool {
    a.start < b.end && b.start < a.end
}
