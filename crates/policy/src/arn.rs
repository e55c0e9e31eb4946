//! Amazon Resource Names: `arn:partition:service:region:account:resource`.

use crate::hole::{HOLE_END, HOLE_START};

/// The six parts of an ARN or of a pattern for ARNs. Colons inside a hole do not separate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arn<'a> {
    /// `aws`, `aws-cn`, `aws-us-gov`.
    pub partition: &'a str,
    /// The service's prefix.
    pub service: &'a str,
    /// The region; empty for global resources.
    pub region: &'a str,
    /// The account; empty where names are global, as in S3.
    pub account: &'a str,
    /// All that follows, colons included.
    pub resource: &'a str,
}

/// Services whose ARNs name the resource without a type in front.
const WITHOUT_TYPE: [&str; 4] = ["s3", "sqs", "sns", "execute-api"];

impl<'a> Arn<'a> {
    /// The parts of `text`; `None` when it does not have six.
    pub fn parse(text: &'a str) -> Option<Self> {
        let [scheme, partition, service, region, account, resource] = segments(text)?;
        (scheme == "arn").then_some(Self { partition, service, region, account, resource })
    }

    /// The first part of the resource that names one: `orders` of `table/orders/index/x`, the bucket, the queue, the
    /// function. Empty when there is only a type.
    pub fn name(&self) -> &'a str {
        let mut parts = split_outside_holes(self.resource, &['/', ':']).into_iter();
        let first = parts.next().unwrap_or_default();
        if WITHOUT_TYPE.contains(&self.service) {
            return first;
        }
        parts.next().unwrap_or(first)
    }
}

/// The six colon-separated parts; the last one keeps its colons.
pub(crate) fn segments(text: &str) -> Option<[&str; 6]> {
    let mut rest = text;
    let mut parts = [""; 6];
    let (last, first_five) = parts.split_last_mut()?;
    for part in first_five {
        let at = find_outside_holes(rest, &[':'])?;
        let (before, after) = rest.split_at_checked(at)?;
        *part = before;
        rest = after.get(1..)?;
    }
    *last = rest;
    Some(parts)
}

fn split_outside_holes<'a>(text: &'a str, separators: &[char]) -> Vec<&'a str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(at) = find_outside_holes(rest, separators) {
        let (before, after) = rest.split_at(at);
        parts.push(before);
        rest = after.get(1..).unwrap_or_default();
    }
    parts.push(rest);
    parts
}

/// Byte offset of the first separator (all are ASCII) that lies in no hole and in no `${…}`.
fn find_outside_holes(text: &str, separators: &[char]) -> Option<usize> {
    let mut in_hole = false;
    let mut in_variable = false;
    let mut before = ' ';
    for (offset, character) in text.char_indices() {
        match character {
            HOLE_START => in_hole = text.get(offset..).is_some_and(|rest| rest.contains(HOLE_END)),
            HOLE_END => in_hole = false,
            '{' if before == '$' => in_variable = text.get(offset..).is_some_and(|rest| rest.contains('}')),
            '}' => in_variable = false,
            _ if !in_hole && !in_variable && separators.contains(&character) => return Some(offset),
            _ => {}
        }
        before = character;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_parts() {
        let arn = Arn::parse("arn:aws:lambda:eu-west-1:1:function:f:live").unwrap();
        assert_eq!((arn.service, arn.account, arn.resource), ("lambda", "1", "function:f:live"));
        assert_eq!(Arn::parse("*"), None);
        assert_eq!(Arn::parse("urn:a:b:c:d:e"), None);
        let with_holes = Arn::parse("arn:‹AWS::Partition›:s3:::‹Bucket›/*").unwrap();
        assert_eq!((with_holes.partition, with_holes.resource), ("‹AWS::Partition›", "‹Bucket›/*"));
        let with_variable = Arn::parse("arn:aws:s3:::${aws:username}/*").unwrap();
        assert_eq!(with_variable.name(), "${aws:username}");
    }

    #[test]
    fn names() {
        for (text, expected) in [
            ("arn:aws:s3:::bucket/key", "bucket"),
            ("arn:aws:sqs:r:1:queue", "queue"),
            ("arn:aws:dynamodb:r:1:table/orders/index/x", "orders"),
            ("arn:aws:lambda:r:1:function:f", "f"),
            ("arn:aws:logs:r:1:log-group:*:*", "*"),
            ("arn:aws:iam::1:role/path/name", "path"),
            ("arn:aws:iam::1:root", "root"),
        ] {
            assert_eq!(Arn::parse(text).unwrap().name(), expected, "{text}");
        }
    }
}
