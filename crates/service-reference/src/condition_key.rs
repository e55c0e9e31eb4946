//! Condition keys.

use crate::global_key::{global_key, provider_key};
use crate::table::{KEYS, KeyRow, compare, text};

/// Says of a condition key that it holds several values.
const SEVERAL: u8 = 0x80;
/// Says of a condition key that its name has a hole.
const HOLE: u8 = 0x40;
/// Longer names than any request has name nothing.
const LONGEST: usize = 4096;

/// What the values of a condition key are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ValueKind {
    /// Text.
    String,
    /// A number.
    Numeric,
    /// A point in time.
    Date,
    /// `true` or `false`.
    Bool,
    /// An ARN.
    Arn,
    /// An address, or a range of them.
    Ip,
    /// Bytes.
    Binary,
}

/// One condition key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConditionKey {
    /// Its name as AWS writes it, with a hole where people write a name of their own: `aws:RequestTag/${TagKey}`.
    pub name: &'static str,
    /// What its values are.
    pub kind: ValueKind,
    /// Whether a request may have several of them.
    pub is_multivalued: bool,
}

/// The condition key with this name, in any case, whichever service has it. `aws:RequestTag/team` finds
/// `aws:RequestTag/${TagKey}`.
pub fn condition_key(name: &str) -> Option<ConditionKey> {
    let global = global_key(name);
    let exact = || {
        let place = KEYS.partition_point(|row| compare(text(row, 0), name).is_lt());
        KEYS.get(place).map(ConditionKey::of).filter(|key| key.name.eq_ignore_ascii_case(name))
    };
    let has_hole = |row: &&KeyRow| row.last().is_some_and(|kind| kind & HOLE != 0);
    let with_hole = || KEYS.iter().filter(has_hole).map(ConditionKey::of).find(|key| key.is_named(name));
    global.or_else(exact).or_else(with_hole).or_else(|| provider_key(name))
}

/// All condition keys that services name, by name, global ones only where a service names them. A key that two services type
/// differently stands twice.
pub fn condition_keys() -> impl Iterator<Item = ConditionKey> {
    KEYS.iter().map(ConditionKey::of)
}

impl ConditionKey {
    pub(crate) fn at(place: u16) -> Option<Self> {
        KEYS.get(usize::from(place)).map(Self::of)
    }

    fn of(row: &KeyRow) -> Self {
        let [.., kind] = row;
        let of = match kind & !(SEVERAL | HOLE) {
            1 => ValueKind::Numeric,
            2 => ValueKind::Date,
            3 => ValueKind::Bool,
            4 => ValueKind::Arn,
            5 => ValueKind::Ip,
            6 => ValueKind::Binary,
            _ => ValueKind::String,
        };
        Self { name: text(row, 0), kind: of, is_multivalued: kind & SEVERAL != 0 }
    }

    /// Whether `name` names it, in any case; a hole stands for any text but none.
    pub fn is_named(self, name: &str) -> bool {
        let pairs = self.name.bytes().zip(name.bytes());
        let same = pairs.take_while(|(own, given)| own.eq_ignore_ascii_case(given) && *own != b'$').count();
        match (self.name.get(same..), name.get(same..)) {
            (Some(""), rest) => rest == Some(""),
            (Some(hole), Some(rest)) if hole.starts_with("${") => name.len() <= LONGEST && fills(hole, rest),
            _ => false,
        }
    }

    /// Whether its name has a hole for a name of one's own.
    pub fn has_hole(self) -> bool {
        self.name.contains("${")
    }
}

/// Whether `text` fills a template that begins with a hole.
fn fills(template: &str, text: &str) -> bool {
    // What stands after each hole.
    let mut literals =
        template.split("${").skip(1).map(|hole| hole.split_once('}').map_or("", |(_, after)| after)).peekable();
    let mut rest = text;
    while let Some(literal) = literals.next() {
        let is_last = literals.peek().is_none();
        let Some(end) = after_hole(rest, literal, is_last) else { return false };
        rest = rest.get(end..).unwrap_or_default();
    }
    rest.is_empty()
}

/// Where `literal` ends in `text`, when something stands before it; the last literal ends the text.
fn after_hole(text: &str, literal: &str, is_last: bool) -> Option<usize> {
    if is_last {
        let start = text.len().checked_sub(literal.len()).filter(|start| *start > 0)?;
        return text.get(start..)?.eq_ignore_ascii_case(literal).then_some(text.len());
    }
    let starts = text.char_indices().map(|(start, _)| start).skip(1);
    starts
        .filter(|start| text.get(*start..).is_some_and(|rest| starts_with(rest, literal)))
        .map(|start| start + literal.len())
        .next()
}

fn starts_with(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes() {
        let key = |name| ConditionKey { name, kind: ValueKind::String, is_multivalued: false };
        for (template, name, expected) in [
            ("aws:RequestTag/${TagKey}", "aws:requesttag/team", true),
            ("aws:RequestTag/${TagKey}", "aws:RequestTag/a/b", true),
            ("aws:RequestTag/${TagKey}", "aws:RequestTag/", false),
            ("aws:RequestTag/${TagKey}", "aws:RequestTag", false),
            ("s3:ExistingObjectTag/${TagKey}", "s3:existingobjecttag/x", true),
            ("events:Metadata/${MetadataKey}/Matcher", "events:Metadata/k/matcher", true),
            ("events:Metadata/${MetadataKey}/Matcher", "events:Metadata//Matcher", false),
            ("events:Metadata/${MetadataKey}/Matcher", "events:Metadata/k/Other", false),
            ("agent.${Domain}.buildkite.dev:${Claim}", "agent.a.buildkite.dev:sub", true),
            ("agent.${Domain}.buildkite.dev:${Claim}", "agent..buildkite.dev:sub", false),
            ("aws:SourceIp", "AWS:sourceip", true),
            ("aws:SourceIp", "aws:SourceIp2", false),
        ] {
            assert_eq!(key(template).is_named(name), expected, "{template} {name}");
        }
    }
}
