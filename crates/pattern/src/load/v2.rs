//! The newer syntax: `match` with `all`, `any`, `not`, `inside`, `anywhere`, `regex` and `where`.

use finding::NoticeKind;
use syntax::{Node, Value};

use super::condition::{self, below};
use super::formula::{Part, conjunction, empty, focus, pattern, regex};
use super::reader::{Fault, Fields, Read, Reader, Scope, choice, span_of, suggestion, text_of};
use crate::Metavariable;
use crate::rule::{Anchor, Condition, Formula};

/// The keys of formulas; exactly one must be there.
const ROOTS: [&str; 7] = ["pattern", "regex", "all", "any", "not", "inside", "anywhere"];

/// The keys that may stand beside one of a formula.
const BESIDE: [&str; 3] = ["where", "as", "fix"];

/// A formula: a text, or a mapping.
pub(super) fn formula(reader: &mut Reader, node: &Node, scope: Scope) -> Read<Part> {
    match &node.value {
        Value::Map(_) => from_fields(reader, &Fields::of(node, reader.file, "a formula")?, &[], scope),
        _ => {
            let text = text_of(node, span_of(node, reader.file), "a pattern")?;
            pattern(reader, text, scope).map(Part::Positive)
        }
    }
}

/// The formula of a mapping; `beside` are keys that have a meaning for whoever called.
pub(super) fn from_fields(reader: &mut Reader, fields: &Fields<'_>, beside: &[&str], scope: Scope) -> Read<Part> {
    let key = root_key(fields, beside)?;
    let node = fields.get(key).ok_or_else(|| fields.missing(key))?;
    let part = entry(reader, key, fields, node, scope)?;
    if !BESIDE.iter().any(|key| fields.map.contains(key)) {
        return Ok(part);
    }
    constrained(reader, part, fields, scope)
}

fn root_key<'n>(fields: &Fields<'n>, beside: &[&str]) -> Read<&'n str> {
    let mut root = None;
    for key in fields.map.keys().map(|key| &**key) {
        if ROOTS.contains(&key) {
            if root.replace(key).is_some() {
                return Err(fields.fault(key, format!("only one of {} may stand here", choice(&ROOTS))));
            }
        } else if !BESIDE.contains(&key) && !beside.contains(&key) {
            let near = suggestion(key, ROOTS.into_iter().chain(BESIDE).chain(beside.iter().copied()));
            return Err(fields.fault(key, format!("the key `{key}` has no meaning here{near}")));
        }
    }
    root.ok_or_else(|| Fault::new(fields.span, format!("expected one of {}", choice(&ROOTS))))
}

fn entry(reader: &mut Reader, key: &str, fields: &Fields<'_>, node: &Node, scope: Scope) -> Read<Part> {
    let at = fields.key_span(key);
    let inner = |reader: &mut Reader| formula(reader, node, scope)?.positive(&format!("below `{key}`"));
    Ok(match key {
        "pattern" => Part::Positive(pattern(reader, text_of(node, at, key)?, scope)?),
        "regex" => Part::Positive(regex(reader, text_of(node, at, key)?)?),
        "not" => Part::Negative(inner(reader)?, at),
        "inside" => Part::Positive(Formula::Inside(Box::new(inner(reader)?))),
        "anywhere" => Part::Positive(Formula::Anywhere(Box::new(inner(reader)?))),
        "any" => {
            let parts = items(fields, key)?.iter().map(|item| formula(reader, item, scope)?.positive("in `any`"));
            Part::Positive(Formula::Any(parts.collect::<Read<_>>()?))
        }
        _ => {
            let parts = items(fields, key)?.iter().map(|item| formula(reader, item, scope)).collect::<Read<_>>()?;
            let span = span_of(node, reader.file);
            Part::Positive(Formula::All(Box::new(conjunction(span, parts, scope, key)?)))
        }
    })
}

fn items<'n>(fields: &Fields<'n>, key: &str) -> Read<&'n [Node]> {
    match fields.list(key)? {
        Some([]) | None => Err(fields.fault(key, format!("`{key}` should hold at least one pattern"))),
        Some(items) => Ok(items),
    }
}

/// Puts `where`, `as` and `fix` around a formula.
fn constrained(reader: &mut Reader, part: Part, fields: &Fields<'_>, scope: Scope) -> Read<Part> {
    let formula = match part {
        Part::Negative(..) => {
            for key in BESIDE.iter().filter(|key| fields.map.contains(key)) {
                let message = format!("`{key}` beside `not` has no effect; put it below");
                reader.note(fields.key_span(key), NoticeKind::Ambiguous, &message);
            }
            return Ok(part);
        }
        Part::Positive(formula) => formula,
        other => return Ok(other),
    };
    let mut all = match formula {
        Formula::All(all) if all.fix.is_none() && all.bind.is_none() => *all,
        formula => {
            let mut all = empty(fields.span);
            all.positives.push(formula);
            all
        }
    };
    for node in fields.list("where")?.unwrap_or_default() {
        match constraint(reader, node, scope)? {
            Part::Condition(condition) => all.conditions.push(condition),
            Part::Focus(focus) => all.focus.push(focus),
            Part::Positive(_) | Part::Negative(..) => {}
        }
    }
    all.fix = fields.text("fix")?;
    all.bind = fields.text("as")?.map(|text| reader.metavariable(&text));
    Ok(Part::Positive(Formula::All(Box::new(all))))
}

/// An item of `where`.
fn constraint(reader: &mut Reader, node: &Node, scope: Scope) -> Read<Part> {
    let fields = Fields::of(node, reader.file, "an item of `where`")?;
    let has = |key: &str| fields.map.contains(key);
    if has("focus") {
        fields.only(&["focus"])?;
        let texts = fields.texts("focus")?;
        return focus(reader, fields.key_span("focus"), &texts);
    }
    let condition = if has("comparison") {
        fields.only(&["metavariable", "comparison", "base", "strip"])?;
        condition::comparison(reader, &fields)?
    } else if has("analyzer") {
        fields.only(&["metavariable", "analyzer"])?;
        condition::analysis(reader, &fields)?
    } else if has("type") || has("types") {
        fields.only(&["metavariable", "type", "types", "language"])?;
        condition::types(reader, &fields)?
    } else if has("metavariable") {
        let metavariable = condition::metavariable(reader, &fields)?;
        on_metavariable(reader, metavariable, &fields, scope)?
    } else {
        return Err(condition::nothing(fields.span));
    };
    Ok(Part::Condition(condition))
}

/// `metavariable` with a formula beside it.
fn on_metavariable(
    reader: &mut Reader,
    metavariable: Metavariable,
    fields: &Fields<'_>,
    scope: Scope,
) -> Read<Condition> {
    let language = condition::language(fields)?;
    let alone = fields.map.keys().all(|key| matches!(&**key, "metavariable" | "regex" | "language"));
    if let (Some(text), true) = (fields.text("regex")?, alone) {
        let regex = reader.regex(text, Anchor::Start)?;
        return Ok(Condition::Regex { metavariable, regex, constant_propagation: true });
    }
    let part = from_fields(reader, fields, &["metavariable", "language"], below(scope, language))?;
    let formula = match part {
        // The metavariable's content is what must match, so a negation alone says something.
        Part::Negative(formula, at) => {
            let mut all = empty(at);
            all.negatives.push(formula);
            Formula::All(Box::new(all))
        }
        part => part.positive("here")?,
    };
    Ok(Condition::Pattern { metavariable, language, formula })
}
