//! The classic syntax: `pattern`, `patterns`, `pattern-either` and their like.

use finding::NoticeKind;
use syntax::{Node, Value};

use super::condition;
use super::formula::{Part, conjunction, focus, pattern, regex};
use super::reader::{Fault, Fields, Read, Reader, Scope, choice, kind_of, span_of, suggestion, text_of};
use crate::Text;
use crate::rule::Formula;

/// The keys that a rule, a source or a condition may begin with; exactly one must be there.
pub(super) const ROOTS: [&str; 4] = ["pattern", "patterns", "pattern-either", "pattern-regex"];

/// The keys of formulas that stand only below others.
const INNER: [&str; 5] =
    ["pattern-not", "pattern-inside", "pattern-not-inside", "pattern-not-regex", "semgrep-internal-pattern-anywhere"];

/// The keys of conditions, which stand only directly in `patterns`.
const CONDITIONS: [&str; 8] = [
    "focus-metavariable",
    "metavariable-regex",
    "metavariable-pattern",
    "metavariable-comparison",
    "metavariable-analysis",
    "metavariable-type",
    "metavariable-name",
    "semgrep-internal-metavariable-name",
];

/// The formula of a mapping that also has other keys.
pub(super) fn root(reader: &mut Reader, fields: &Fields<'_>, scope: Scope) -> Read<Formula> {
    let mut found = ROOTS.iter().filter(|key| fields.map.contains(key));
    let (Some(key), None) = (found.next(), found.next()) else {
        return Err(wrong_root(fields));
    };
    let node = fields.get(key).ok_or_else(|| fields.missing(key))?;
    entry(reader, key, fields, node, scope)?.positive("alone")
}

/// Why a mapping does not begin with exactly one root.
fn wrong_root(fields: &Fields<'_>) -> Fault {
    let roots = choice(&ROOTS);
    if let Some(second) = ROOTS.iter().filter(|key| fields.map.contains(key)).nth(1) {
        return fields.fault(second, format!("only one of {roots} may stand here"));
    }
    for key in fields.map.keys() {
        if INNER.contains(&&**key) || CONDITIONS.contains(&&**key) {
            return fields.fault(key, format!("`{key}` may stand only below `patterns`; expected one of {roots}"));
        }
        let near = suggestion(key, ROOTS.iter().copied());
        if !near.is_empty() && key.starts_with("pat") {
            return fields.fault(key, format!("the key `{key}` has no meaning here{near}"));
        }
    }
    Fault::new(fields.span, format!("expected one of {roots}"))
}

/// What a key of the classic syntax says.
fn entry(reader: &mut Reader, key: &str, fields: &Fields<'_>, node: &Node, scope: Scope) -> Read<Part> {
    let at = fields.key_span(key);
    let text = || text_of(node, at, key);
    Ok(match key {
        "pattern" => Part::Positive(pattern(reader, text()?, scope)?),
        "pattern-regex" => Part::Positive(regex(reader, text()?)?),
        "pattern-not-regex" => Part::Negative(regex(reader, text()?)?, at),
        "pattern-inside" => Part::Positive(Formula::Inside(Box::new(nested(reader, key, node, scope)?))),
        "pattern-not" => Part::Negative(nested(reader, key, node, scope)?, at),
        "pattern-not-inside" => Part::Negative(Formula::Inside(Box::new(nested(reader, key, node, scope)?)), at),
        "semgrep-internal-pattern-anywhere" => {
            Part::Positive(Formula::Anywhere(Box::new(nested(reader, key, node, scope)?)))
        }
        "pattern-either" => {
            let items = items(fields, key)?;
            let parts = items.iter().map(|item| single(reader, key, item, scope)?.positive("in `pattern-either`"));
            Part::Positive(Formula::Any(parts.collect::<Read<_>>()?))
        }
        "patterns" => {
            let items = items(fields, key)?;
            let parts = items.iter().map(|item| conjunct(reader, item, scope)).collect::<Read<_>>()?;
            let span = span_of(node, reader.file);
            Part::Positive(Formula::All(Box::new(conjunction(span, parts, scope, key)?)))
        }
        "pattern-where-python" => {
            let message = "`pattern-where-python` ran code of the rule; Semgrep has taken it out";
            return Err(Fault { at, kind: NoticeKind::Unsupported, message: message.to_owned() });
        }
        key if CONDITIONS.contains(&key) => {
            return Err(Fault::new(at, format!("`{key}` may stand only directly in `patterns`")));
        }
        key => {
            let near = suggestion(key, known());
            return Err(Fault::new(at, format!("the key `{key}` has no meaning here{near}")));
        }
    })
}

fn known() -> impl Iterator<Item = &'static str> {
    ROOTS.into_iter().chain(INNER).chain(CONDITIONS)
}

/// The items of a list that must not be empty.
fn items<'n>(fields: &Fields<'n>, key: &str) -> Read<&'n [Node]> {
    match fields.list(key)? {
        Some([]) | None => Err(fields.fault(key, format!("`{key}` should hold at least one pattern"))),
        Some(items) => Ok(items),
    }
}

/// A text, or a mapping with one key.
fn nested(reader: &mut Reader, key: &str, node: &Node, scope: Scope) -> Read<Formula> {
    match &node.value {
        Value::Map(_) => single(reader, key, node, scope)?.positive(&format!("below `{key}`")),
        _ => {
            let text = text_of(node, span_of(node, reader.file), key)?;
            pattern(reader, text, scope)
        }
    }
}

/// A mapping with one key.
fn single(reader: &mut Reader, parent: &str, node: &Node, scope: Scope) -> Read<Part> {
    let fields = item(reader, parent, node)?;
    let (key, value) = only_key(&fields)?;
    entry(reader, key, &fields, value, scope)
}

/// An item of `patterns`: a formula, a condition or a focus.
fn conjunct(reader: &mut Reader, node: &Node, scope: Scope) -> Read<Part> {
    let fields = item(reader, "patterns", node)?;
    let (key, value) = only_key(&fields)?;
    match key {
        "focus-metavariable" => {
            let texts: Vec<Text> = fields.texts(key)?;
            focus(reader, fields.key_span(key), &texts)
        }
        key if CONDITIONS.contains(&key) => condition::classic(reader, key, &fields, value, scope).map(Part::Condition),
        key => entry(reader, key, &fields, value, scope),
    }
}

fn item<'n>(reader: &Reader, parent: &str, node: &'n Node) -> Read<Fields<'n>> {
    match node.as_map() {
        Some(map) => Ok(Fields { map, span: span_of(node, reader.file) }),
        None if node.text().is_some() => {
            let message = format!("a text alone may not stand in `{parent}`; write `pattern:` before it");
            Err(Fault::new(span_of(node, reader.file), message))
        }
        None => {
            let message = format!("`{parent}` should hold mappings, not {}", kind_of(node));
            Err(Fault::new(span_of(node, reader.file), message))
        }
    }
}

fn only_key<'n>(fields: &Fields<'n>) -> Read<(&'n str, &'n Node)> {
    let mut entries = fields.map.iter();
    match (entries.next(), entries.next()) {
        (Some((key, node)), None) => Ok((key, node)),
        (Some(_), Some((second, _))) => {
            let message = format!("the key `{second}` stands beside another one; is a `-` missing before it?");
            Err(fields.fault(second, message))
        }
        (None, _) => Err(Fault::new(fields.span, "a mapping with one key was expected")),
    }
}
