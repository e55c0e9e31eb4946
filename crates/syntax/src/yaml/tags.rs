//! What tags make of the values they stand before.

use std::sync::Arc;

use finding::NoticeKind;
use source::{Origin, Span};

use crate::scalar;
use crate::tree::{Built, Tree};
use crate::{Dialect, Map, Node, Value};

/// A tag and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Tag {
    pub(super) meaning: Meaning,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Tag {
    /// Whether the tag puts another level around its value.
    pub(super) fn is_function(&self) -> bool {
        matches!(self.meaning, Meaning::Function(_))
    }
}

/// What a tag does to its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Makes the value the argument of this intrinsic function.
    Function(Arc<str>),
    /// A type of YAML itself: `str`, `int`, `binary`, …
    Core(Arc<str>),
    /// Nothing.
    Ignored,
}

/// The types of YAML itself.
const CORE: &str = "tag:yaml.org,2002:";

impl Meaning {
    /// The meaning of a resolved tag such as `!Ref` or `tag:yaml.org,2002:str`.
    pub(super) fn new(handle: &str, suffix: &str, dialect: Dialect) -> Self {
        let full = format!("{handle}{suffix}");
        if let Some(name) = full.strip_prefix(CORE) {
            return Self::Core(Arc::from(name));
        }
        match (dialect, full.strip_prefix('!')) {
            (Dialect::CloudFormation, Some(name)) if !name.is_empty() => Self::Function(function(name)),
            _ => Self::Ignored,
        }
    }
}

/// The long name of a short tag.
fn function(name: &str) -> Arc<str> {
    match name {
        "Ref" | "Condition" => Arc::from(name),
        _ if name.starts_with("Fn::") => Arc::from(name),
        _ => Arc::from(format!("Fn::{name}")),
    }
}

/// What a plain scalar says under a type tag; `None` if the text does not fit the type.
pub(super) fn cast(kind: &str, text: &str) -> Option<Value> {
    match kind {
        "str" | "timestamp" => Some(Value::Text(text.into())),
        "null" => Some(Value::Null),
        "bool" => scalar::boolean(text).map(Value::Bool),
        "int" => scalar::number(text).filter(|value| matches!(value, Value::Int(_))),
        "float" => match scalar::number(text)? {
            #[expect(clippy::cast_precision_loss, reason = "the author asked for a float")]
            Value::Int(value) => Some(Value::Float(value as f64)),
            value => Some(value),
        },
        "binary" => binary(text).map(|text| Value::Text(text.into())),
        _ => None,
    }
}

/// The text that base 64 hides; `None` if it is not base 64 or not text.
fn binary(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut filled) = (0u32, 0u32);
    for byte in text.bytes().filter(|byte| !byte.is_ascii_whitespace() && *byte != b'=') {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(digit);
        filled += 6;
        if filled >= 8 {
            filled -= 8;
            bytes.push(u8::try_from(bits >> filled & 0xff).ok()?);
        }
    }
    String::from_utf8(bytes).ok()
}

/// Puts the function of a tag around its finished argument, which was `written` so.
pub(super) fn wrap(tree: &mut Tree<'_>, name: &Arc<str>, tag: &Tag, built: Built, written: &str) -> Built {
    let Built { mut node, end, height, count } = built;
    if name.as_ref() == "Fn::GetAtt" {
        node = split_attribute(node, written);
    }
    let (key, key_origin) = (tree.intern(name), tree.origin(tag.start, tag.end));
    let mut map = Map::new();
    map.insert_at(key, key_origin, node);
    if !tree.spend(1) {
        tree.notices.add(tag.start, tag.end, NoticeKind::Limit, "too many values in one document");
    }
    let node = Node::from_map(map, tree.origin(tag.start, end));
    Built { node, end, height: height + 1, count: count + 1 }
}

/// `A.B.C` as the list `["A", "B.C"]`, each part with its own place if the text stands there letter by letter.
fn split_attribute(node: Node, written: &str) -> Node {
    let Some(text) = node.as_str().map(Arc::<str>::from) else { return node };
    let origin = node.origin.clone();
    let Some((resource, attribute)) = text.split_once('.') else { return Node::from_list(vec![node], origin) };
    let quotes = written.find(&*text).filter(|before| *before <= 1 && written.len() == text.len() + 2 * before);
    let letters = node.span().zip(quotes).map(|(span, before)| (span.file, span.start as usize + before));
    let part = |from: usize, part: &str| match letters {
        Some((file, start)) => {
            let start = start + from;
            Node::from_text(part, Origin::Written(Span::new(file, start, start + part.len())))
        }
        None => Node::from_text(part, origin.clone()),
    };
    let items = vec![part(0, resource), part(resource.len() + 1, attribute)];
    Node::from_list(items, origin)
}
