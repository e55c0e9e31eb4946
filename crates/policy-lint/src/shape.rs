//! The shape of the document: JSON, types, names of elements, version.

use finding::{Notice, NoticeKind, Place};
use source::{FileId, Origin, Span};
use syntax::{Map, Node, Value};

use crate::check::checks;
use crate::found::Found;
use crate::nearest::nearest;
use crate::view::{Policy, is_intrinsic, items, statement_nodes};

checks! {
    JSON_SYNTAX_ERROR: Error, "the text is no JSON", "AWS reads strict JSON: no comments, no trailing commas, double quotes only.";
    DATA_TYPE_MISMATCH: Error, "a value has the wrong JSON type", "Write the type that the element takes, such as a text or a list of texts.";
    INVALID_POLICY_ELEMENT: Error, "the policy language has no such element", "Remove the element or write its right name; AWS refuses the document as it is.";
    INVALID_VERSION: Error, "the language version does not exist", "The versions are 2012-10-17 and, without policy variables, 2008-10-17.";
    MISSING_VERSION: Warning, "the language version is not said", "Without `Version` AWS takes 2008-10-17, in which policy variables are plain text.";
    MISSING_STATEMENT: Error, "the document has no statement", "A policy needs at least one statement.";
    INVALID_CONDITION_DATA_TYPE: Error, "the values of one condition have different JSON types", "Write all values of a condition key in the same type, best as texts.";
}

/// Elements of a document.
const DOCUMENT: [&str; 3] = ["Version", "Id", "Statement"];

/// Elements of a statement.
const STATEMENT: [&str; 9] =
    ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"];

/// What is wrong with the text as JSON: what the reader saw, or else what a strict reader sees, such as comments.
pub(crate) fn json(file: FileId, text: &str, notices: Vec<Notice>, found: &mut Found) {
    let mut is_malformed = false;
    for notice in notices {
        match (notice.kind, &notice.place) {
            (NoticeKind::Malformed, Place::Span(span)) => {
                is_malformed = true;
                found.add(&JSON_SYNTAX_ERROR, &Origin::Written(*span), notice.message);
            }
            _ => found.pass_on(notice),
        }
    }
    if !is_malformed {
        strict(file, text, found);
    }
}

/// What a strict reader does not take in a text that may hold several documents, such as comments.
pub(crate) fn strict(file: FileId, text: &str, found: &mut Found) {
    let documents = serde_json::Deserializer::from_str(text).into_iter::<serde::de::IgnoredAny>();
    if let Some(error) = documents.filter_map(Result::err).next() {
        let start = offset(text, error.line(), error.column());
        let message = format!("not strict JSON: {}", error.to_string().split(" at line").next().unwrap_or_default());
        found.add(&JSON_SYNTAX_ERROR, &Origin::Written(Span::new(file, start, start)), message);
    }
}

/// The byte that a line and a column mean, both counted from 1.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let mut at = (start + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

pub(crate) fn check(policy: &Policy<'_>, found: &mut Found) {
    let Some(map) = policy.node.as_map() else {
        if is_intrinsic(policy.node) {
            found.notice(&policy.node.origin, NoticeKind::Unresolved, "the policy comes from an unresolved function");
        } else {
            mismatch(found, policy.node, "the policy document", "an object");
        }
        return;
    };
    names(map, &DOCUMENT, "policy document", found);
    version(policy, found);
    if let Some(id) = policy.element("Id") {
        text(found, &id.node, "`Id`");
    }
    statements(policy, found);
}

fn version(policy: &Policy<'_>, found: &mut Found) {
    let Some(entry) = policy.element("Version") else {
        found.add(&MISSING_VERSION, &policy.node.origin, "the policy does not say its language version");
        return;
    };
    text(found, &entry.node, "`Version`");
    let written = entry.node.text().filter(|text| !policy::has_hole(text));
    if let Some(version) = written.filter(|text| !matches!(&**text, "2012-10-17" | "2008-10-17")) {
        let message = format!("the policy language has no version `{version}`");
        found.suggest(&INVALID_VERSION, &entry.node.origin, message, "2012-10-17");
    }
}

fn statements(policy: &Policy<'_>, found: &mut Found) {
    let nodes = statement_nodes(policy.node);
    if nodes.is_empty() {
        found.add(&MISSING_STATEMENT, &policy.node.origin, "the policy has no statement");
    }
    for (index, node) in nodes.into_iter().enumerate() {
        found.statement = Some(index);
        match node.as_map() {
            _ if is_intrinsic(node) || node.is_null() => {}
            Some(map) => statement(map, found),
            None => mismatch(found, node, "a statement", "an object"),
        }
    }
    found.statement = None;
}

fn statement(map: &Map, found: &mut Found) {
    names(map, &STATEMENT, "statement", found);
    for (name, entry) in map.entries() {
        match &*name.to_ascii_lowercase() {
            "sid" | "effect" => text(found, &entry.node, &format!("`{name}`")),
            "action" | "notaction" | "resource" | "notresource" => texts(found, &entry.node, &format!("`{name}`")),
            "principal" | "notprincipal" => principals(found, &entry.node, name),
            "condition" => conditions(found, &entry.node),
            _ => {}
        }
    }
}

fn names(map: &Map, known: &[&str], what: &str, found: &mut Found) {
    for (key, entry) in map.entries() {
        if known.iter().any(|name| name.eq_ignore_ascii_case(key)) || map.len() == 1 && key.starts_with("Fn::") {
            continue;
        }
        let message = format!("a {what} has no element `{key}`");
        match nearest(key, known.iter().copied()) {
            Some(name) => found.suggest(&INVALID_POLICY_ELEMENT, &entry.key, message, name),
            None => found.add(&INVALID_POLICY_ELEMENT, &entry.key, message),
        }
    }
}

fn principals(found: &mut Found, node: &Node, name: &str) {
    match &node.value {
        Value::Map(_) if is_intrinsic(node) => {}
        Value::Map(map) => {
            for (_, entry) in map.entries() {
                // Account numbers are often written as numbers in templates; they become texts there.
                let strict = items(&entry.node).iter().filter(|item| !matches!(item.value, Value::Int(_)));
                strict.for_each(|item| text(found, item, &format!("`{name}`")));
            }
        }
        Value::List(items) if items.is_empty() => {}
        _ => text(found, node, &format!("`{name}`")),
    }
}

fn conditions(found: &mut Found, node: &Node) {
    let Some(operators) = node.as_map() else {
        if !node.is_null() {
            mismatch(found, node, "`Condition`", "an object");
        }
        return;
    };
    for (operator, entry) in operators.entries().filter(|_| !is_intrinsic(node)) {
        match entry.node.as_map() {
            Some(keys) => keys.entries().for_each(|(key, entry)| values(found, &entry.node, key)),
            None if entry.node.is_null() => {}
            None => mismatch(found, &entry.node, &format!("the condition `{operator}`"), "an object"),
        }
    }
}

/// The values of one condition key: scalars of one type.
fn values(found: &mut Found, node: &Node, key: &str) {
    let mut first = None;
    for item in items(node).iter().filter(|item| !item.is_null() && !is_intrinsic(item)) {
        let Some(kind) = scalar_type(item) else {
            mismatch(found, item, &format!("a value of `{key}`"), "a text");
            continue;
        };
        if *first.get_or_insert(kind) != kind {
            let message = format!("the values of `{key}` mix {} and {kind}", first.unwrap_or(kind));
            found.add(&INVALID_CONDITION_DATA_TYPE, &item.origin, message);
        }
    }
}

fn scalar_type(node: &Node) -> Option<&'static str> {
    match &node.value {
        Value::Text(_) => Some("text"),
        Value::Bool(_) => Some("truth value"),
        Value::Int(_) | Value::Float(_) => Some("number"),
        Value::Null | Value::List(_) | Value::Map(_) => None,
    }
}

fn text(found: &mut Found, node: &Node, what: &str) {
    if !matches!(node.value, Value::Text(_) | Value::Null) && !is_intrinsic(node) {
        mismatch(found, node, what, "a text");
    }
}

fn texts(found: &mut Found, node: &Node, what: &str) {
    if let Value::Map(_) = &node.value
        && !is_intrinsic(node)
    {
        return mismatch(found, node, what, "a text or a list of texts");
    }
    items(node).iter().for_each(|item| text(found, item, what));
}

fn mismatch(found: &mut Found, node: &Node, what: &str, expected: &str) {
    let written = match &node.value {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Int(_) | Value::Float(_) => "a number",
        Value::Text(_) => "a text",
        Value::List(_) => "a list",
        Value::Map(_) => "an object",
    };
    found.add(&DATA_TYPE_MISMATCH, &node.origin, format!("{what} is {written}, expected {expected}"));
}
