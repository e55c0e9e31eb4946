//! Policy documents inside of other documents: as objects, as JSON text, as JSON text with percent signs.

use std::sync::Arc;

use finding::{Notice, NoticeKind, Place};
use policy::PolicyDocument;
use source::{FileId, Limits, Origin};
use syntax::{Map, Node, Value, parse_json};

/// The document at `node`; `None`, with a notice, when there is none.
pub(crate) fn document(node: &Node, limits: &Limits, notices: &mut Vec<Notice>) -> Option<Arc<PolicyDocument>> {
    let tree = tree(node, limits, notices)?;
    let (document, more) = PolicyDocument::parse(&tree);
    notices.extend(more);
    Some(Arc::new(document))
}

/// The tree of a document. Every part of one that stands in a text has the place of that text.
pub(crate) fn tree(node: &Node, limits: &Limits, notices: &mut Vec<Notice>) -> Option<Node> {
    let Some(text) = node.as_str() else { return Some(node.clone()) };
    let decoded = if text.trim_start().starts_with('%') { percent_decoded(text) } else { Some(text.to_owned()) };
    let Some(decoded) = decoded else {
        notices.push(notice(node, NoticeKind::Malformed, "a policy whose percent signs are not understood"));
        return None;
    };
    let parsed = parse_json(FileId(0), &decoded, limits);
    for inner in parsed.notices {
        let at = match inner.place {
            Place::Span(span) => format!(" at byte {} of the policy's text", span.start),
            _ => String::new(),
        };
        notices.push(notice(node, inner.kind, format!("{}{at}", inner.message)));
    }
    let root = parsed.root.filter(|root| root.as_map().is_some());
    if root.is_none() {
        notices.push(notice(node, NoticeKind::Malformed, "a policy's text that holds no JSON object"));
    }
    Some(placed(root?, &node.origin))
}

/// The same tree with every part from `origin`. The depth of a parsed tree is bounded, so this ends.
fn placed(node: Node, origin: &Origin) -> Node {
    let value = match node.value {
        Value::List(items) => Value::List(items.into_iter().map(|item| placed(item, origin)).collect()),
        Value::Map(map) => {
            let entries = map.entries().map(|(key, entry)| (Arc::clone(key), placed(entry.node.clone(), origin)));
            Value::Map(entries.collect::<Map>())
        }
        scalar => scalar,
    };
    Node { value, origin: origin.clone(), raw: node.raw }
}

/// The text with every `%xx` as its byte and every `+` as it is; `None` when it is not UTF-8 or a `%` is alone.
fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(if byte == b'%' { hex(rest.next()?)? << 4 | hex(rest.next()?)? } else { byte });
    }
    String::from_utf8(bytes).ok()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

/// A notice about a node.
pub(crate) fn notice(node: &Node, kind: NoticeKind, message: impl Into<String>) -> Notice {
    let place = node.span().map_or(Place::Scan, Place::Span);
    Notice { place, kind, message: message.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_signs() {
        assert_eq!(percent_decoded("%7B%22a%22:+1}").as_deref(), Some("{\"a\":+1}"));
        assert_eq!(percent_decoded("%c3%BC").as_deref(), Some("ü"));
        for broken in ["%", "%4", "%zz", "%ff"] {
            assert_eq!(percent_decoded(broken), None, "{broken}");
        }
    }
}
