//! Sources, sinks, sanitizers and propagators, in both syntaxes.

use std::sync::Arc;

use syntax::{Node, Value};

use super::reader::{Fault, Fields, Read, Reader, Scope, kind_of, span_of, text_of};
use super::{classic, v2};
use crate::Text;
use crate::rule::{Formula, Label, Propagator, Requires, Sanitizer, SideEffect, Sink, SinkRequires, Source, Taint};

/// Which syntax a list is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Syntax {
    Classic,
    Newer,
}

const SOURCE: [&str; 5] = ["exact", "by-side-effect", "control", "label", "requires"];
const SINK: [&str; 3] = ["exact", "at-exit", "requires"];
const SANITIZER: [&str; 4] = ["exact", "by-side-effect", "not_conflicting", "not-conflicting"];
const PROPAGATOR: [&str; 6] = ["from", "to", "by-side-effect", "label", "requires", "replace-labels"];

/// `pattern-sources` and its like, as keys of the rule.
pub(super) fn classic(reader: &mut Reader, fields: &Fields<'_>, scope: Scope) -> Read<Taint> {
    read(reader, fields, Syntax::Classic, scope)
}

/// The mapping below `taint`.
pub(super) fn newer(reader: &mut Reader, node: &Node, scope: Scope) -> Read<Taint> {
    let fields = Fields::of(node, reader.file, "`taint`")?;
    fields.only(&["sources", "sinks", "sanitizers", "propagators"])?;
    read(reader, &fields, Syntax::Newer, scope)
}

fn read(reader: &mut Reader, fields: &Fields<'_>, syntax: Syntax, scope: Scope) -> Read<Taint> {
    let keys = match syntax {
        Syntax::Classic => ["pattern-sources", "pattern-sinks", "pattern-sanitizers", "pattern-propagators"],
        Syntax::Newer => ["sources", "sinks", "sanitizers", "propagators"],
    };
    let [sources, sinks, sanitizers, propagators] = keys;
    for key in [sources, sinks] {
        match fields.list(key)? {
            None => return Err(fields.missing(key)),
            Some([]) => return Err(fields.fault(key, format!("`{key}` should hold at least one pattern"))),
            Some(_) => {}
        }
    }
    Ok(Taint {
        sources: each(fields, sources, |node| source(reader, node, syntax, scope))?,
        sinks: each(fields, sinks, |node| sink(reader, node, syntax, scope))?,
        sanitizers: each(fields, sanitizers, |node| sanitizer(reader, node, syntax, scope))?,
        propagators: each(fields, propagators, |node| propagator(reader, node, syntax, scope))?,
    })
}

fn each<T>(fields: &Fields<'_>, key: &str, read: impl FnMut(&Node) -> Read<T>) -> Read<Vec<T>> {
    fields.list(key)?.unwrap_or_default().iter().map(read).collect()
}

/// The formula of an item and its other keys; the newer syntax allows a text alone.
fn item(reader: &mut Reader, node: &Node, syntax: Syntax, keys: &[&str], scope: Scope) -> Read<Formula> {
    if syntax == Syntax::Newer {
        return match &node.value {
            Value::Map(_) => {
                let fields = Fields::of(node, reader.file, "an item")?;
                v2::from_fields(reader, &fields, keys, scope)?.positive("alone")
            }
            _ => v2::formula(reader, node, scope)?.positive("alone"),
        };
    }
    let fields = match node.text() {
        Some(_) => {
            let message = "a text alone may not stand here; write `- pattern:` before it";
            return Err(Fault::new(span_of(node, reader.file), message));
        }
        None => Fields::of(node, reader.file, "an item")?,
    };
    let formula = classic::root(reader, &fields, scope)?;
    let known: Vec<&str> = classic::ROOTS.iter().chain(keys).copied().collect();
    reader.note_unknown(&fields, &known);
    Ok(formula)
}

/// The options of an item; none for a text alone.
fn options(node: &Node) -> Option<Fields<'_>> {
    let map = node.as_map()?;
    Some(Fields { map, span: node.span()? })
}

fn source(reader: &mut Reader, node: &Node, syntax: Syntax, scope: Scope) -> Read<Source> {
    let formula = item(reader, node, syntax, &SOURCE, scope)?;
    let Some(fields) = options(node) else {
        return Ok(Source {
            formula,
            exact: false,
            by_side_effect: SideEffect::No,
            control: false,
            label: Label::default(),
            requires: None,
        });
    };
    Ok(Source {
        formula,
        exact: fields.flag("exact", false)?,
        by_side_effect: side_effect(&fields)?,
        control: fields.flag("control", false)?,
        label: fields.text("label")?.map(|text| label(&text)).transpose()?.unwrap_or_default(),
        requires: fields.text("requires")?.map(|text| requires(&text)).transpose()?,
    })
}

fn side_effect(fields: &Fields<'_>) -> Read<SideEffect> {
    let key = "by-side-effect";
    let Some(node) = fields.get(key) else { return Ok(SideEffect::No) };
    match node.as_bool() {
        Some(true) => Ok(SideEffect::Yes),
        Some(false) => Ok(SideEffect::No),
        None if node.as_str() == Some("only") => Ok(SideEffect::Only),
        None => Err(fields.fault(key, format!("`{key}` should be true, false or `only`"))),
    }
}

fn sink(reader: &mut Reader, node: &Node, syntax: Syntax, scope: Scope) -> Read<Sink> {
    let formula = item(reader, node, syntax, &SINK, scope)?;
    let has_focus = formula.has_focus();
    let Some(fields) = options(node) else {
        return Ok(Sink { formula, exact: true, at_exit: false, requires: None, has_focus });
    };
    Ok(Sink {
        formula,
        exact: fields.flag("exact", true)?,
        at_exit: fields.flag("at-exit", false)?,
        requires: sink_requires(reader, &fields)?,
        has_focus,
    })
}

/// A text, or a list of mappings from a metavariable to a text.
fn sink_requires(reader: &mut Reader, fields: &Fields<'_>) -> Read<Option<SinkRequires>> {
    let Some(node) = fields.get("requires") else { return Ok(None) };
    let Value::List(items) = &node.value else {
        let text = text_of(node, fields.key_span("requires"), "requires")?;
        return requires(&text).map(|requires| Some(SinkRequires::Sink(requires)));
    };
    let mut all = Vec::new();
    for item in items {
        let inner = Fields::of(item, reader.file, "an item of `requires`")?;
        for (name, value) in inner.map.iter() {
            let name = Text::new(Arc::clone(name), inner.key_span(name));
            let text = text_of(value, name.span, "requires")?;
            all.push((reader.metavariable(&name), requires(&text)?));
        }
    }
    Ok(Some(SinkRequires::Metavariables(all)))
}

fn sanitizer(reader: &mut Reader, node: &Node, syntax: Syntax, scope: Scope) -> Read<Sanitizer> {
    let formula = item(reader, node, syntax, &SANITIZER, scope)?;
    let Some(fields) = options(node) else {
        return Ok(Sanitizer { formula, exact: false, by_side_effect: false, not_conflicting: false });
    };
    let older = fields.flag("not_conflicting", false)?;
    Ok(Sanitizer {
        formula,
        exact: fields.flag("exact", false)?,
        by_side_effect: fields.flag("by-side-effect", false)?,
        not_conflicting: older || fields.flag("not-conflicting", false)?,
    })
}

fn propagator(reader: &mut Reader, node: &Node, syntax: Syntax, scope: Scope) -> Read<Propagator> {
    let fields = match node.as_map() {
        Some(_) => Fields::of(node, reader.file, "a propagator")?,
        None => {
            let message = format!("a propagator should be a mapping with `from` and `to`, not {}", kind_of(node));
            return Err(Fault::new(span_of(node, reader.file), message));
        }
    };
    let formula = item(reader, node, syntax, &PROPAGATOR, scope)?;
    let (from, to) = (fields.required_text("from")?, fields.required_text("to")?);
    Ok(Propagator {
        formula,
        from: reader.metavariable(&from),
        to: reader.metavariable(&to),
        by_side_effect: fields.flag("by-side-effect", true)?,
        requires: fields.text("requires")?.map(|text| requires(&text)).transpose()?,
        label: fields.text("label")?.map(|text| label(&text)).transpose()?,
        replace_labels: fields.texts("replace-labels")?.iter().map(label).collect::<Read<_>>()?,
    })
}

/// A label is a name of Python.
fn label(text: &Text) -> Read<Label> {
    let mut characters = text.as_str().chars();
    let starts = characters.next().is_some_and(|c| c.is_alphabetic() || c == '_');
    if starts && characters.all(|c| c.is_alphanumeric() || c == '_') {
        return Ok(Label::new(Arc::clone(&text.text)));
    }
    Err(Fault::new(text.span, format!("`{text}` is no label; a label is a word of letters, digits and `_`")))
}

fn requires(text: &Text) -> Read<Requires> {
    let read = Requires::parse(text.as_str());
    read.map_err(|error| Fault::new(text.span, format!("`requires` should be a truth expression over labels: {error}")))
}
