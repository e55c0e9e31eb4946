//! Conditions on metavariables, as the classic syntax writes them.

use std::sync::Arc;

use finding::NoticeKind;
use source::Span;
use syntax::{Node, Value};

use super::classic;
use super::reader::{Fault, Fields, Read, Reader, Scope, choice, suggestion, text_of};
use crate::comparison::{Expression, Function};
use crate::rule::{Analyzer, Anchor, Condition, EntropyMode, NameKind, Regex};
use crate::{Language, Metavariable, Text};

/// The condition below one of its keys.
pub(super) fn classic(
    reader: &mut Reader,
    key: &str,
    fields: &Fields<'_>,
    node: &Node,
    scope: Scope,
) -> Read<Condition> {
    let file = fields.span.file;
    let inner = Fields::of(node, file, &format!("`{key}`"))?;
    match key {
        "metavariable-regex" => regex(reader, &inner),
        "metavariable-pattern" => nested(reader, &inner, scope),
        "metavariable-comparison" => {
            inner.only(&["metavariable", "comparison", "base", "strip"])?;
            if inner.flag("strip", false)? && !inner.map.contains("metavariable") {
                return Err(inner.fault("strip", "`strip` needs `metavariable` beside it"));
            }
            comparison(reader, &inner)
        }
        "metavariable-analysis" => {
            inner.only(&["metavariable", "analyzer", "options"])?;
            analysis(reader, &inner)
        }
        "metavariable-type" => {
            inner.only(&["metavariable", "type", "types", "language"])?;
            types(reader, &inner)
        }
        _ => name(reader, &inner),
    }
}

fn regex(reader: &mut Reader, fields: &Fields<'_>) -> Read<Condition> {
    fields.only(&["metavariable", "regex", "constant-propagation"])?;
    let metavariable = metavariable(reader, fields)?;
    let regex = reader.regex(fields.required_text("regex")?, Anchor::Start)?;
    Ok(Condition::Regex { metavariable, regex, constant_propagation: fields.flag("constant-propagation", false)? })
}

fn nested(reader: &mut Reader, fields: &Fields<'_>, scope: Scope) -> Read<Condition> {
    let mut known = vec!["metavariable", "language"];
    known.extend(classic::ROOTS);
    fields.only(&known)?;
    let metavariable = metavariable(reader, fields)?;
    let language = language(fields)?;
    let formula = classic::root(reader, fields, below(scope, language))?;
    Ok(Condition::Pattern { metavariable, language, formula })
}

/// The scope below a condition that names a language, or none.
pub(super) fn below(scope: Scope, language: Option<Language>) -> Scope {
    let regex = language.map_or(scope.regex, |language| language == Language::Regex);
    Scope { regex, in_metavariable: true }
}

/// The metavariable of a condition.
pub(super) fn metavariable(reader: &mut Reader, fields: &Fields<'_>) -> Read<Metavariable> {
    let text = fields.required_text("metavariable")?;
    Ok(reader.metavariable(&text))
}

/// The language of a condition.
pub(super) fn language(fields: &Fields<'_>) -> Read<Option<Language>> {
    fields.text("language")?.map(|text| language_of(&text)).transpose()
}

/// The language of a name.
pub(super) fn language_of(text: &Text) -> Read<Language> {
    Language::of_name(text.as_str()).ok_or_else(|| {
        let near = suggestion(text.as_str(), Language::names());
        Fault::new(text.span, format!("`{text}` is not a language that rules may name{near}"))
    })
}

/// `comparison`, with `metavariable`, `base` and `strip` beside it.
pub(super) fn comparison(reader: &mut Reader, fields: &Fields<'_>) -> Read<Condition> {
    let text = fields.required_text("comparison")?;
    let metavariable = fields.text("metavariable")?.map(|name| reader.metavariable(&name));
    fields.count("base")?;
    let strip = fields.flag("strip", false)?;
    let expression = read_comparison(reader, &text)?;
    let expression = if strip { expression.stripped() } else { expression };
    Ok(Condition::Comparison { metavariable, text, expression })
}

fn read_comparison(reader: &mut Reader, text: &Text) -> Read<Expression> {
    let make = |pattern: &str| {
        let regex = Regex::new(Text::new(pattern, text.span), Anchor::Start);
        regex.map_err(|error| error.to_string())
    };
    let expression = Expression::parse(text.as_str(), make)
        .map_err(|error| Fault::new(text.span, format!("not a valid comparison: {error}")))?;
    let mut unknown: Vec<Arc<str>> = Vec::new();
    expression.visit(&mut |part| {
        if let Expression::Call(Function::Unknown(name), _) = part {
            unknown.push(Arc::clone(name));
        }
    });
    for name in unknown {
        let message = format!("`{name}()` has no value, so the comparison never holds; known are {}", Function::KNOWN);
        reader.note(text.span, NoticeKind::Ambiguous, &message);
    }
    Ok(expression)
}

/// `analyzer`, by its name or as a mapping with its settings.
pub(super) fn analysis(reader: &mut Reader, fields: &Fields<'_>) -> Read<Condition> {
    let metavariable = metavariable(reader, fields)?;
    let node = fields.get("analyzer").ok_or_else(|| fields.missing("analyzer"))?;
    let at = fields.key_span("analyzer");
    let (kind, mode) = match &node.value {
        Value::Map(_) => {
            let inner = Fields::of(node, reader.file, "`analyzer`")?;
            inner.only(&["kind", "mode"])?;
            (inner.required_text("kind")?, inner.text("mode")?)
        }
        _ => (text_of(node, at, "analyzer")?, None),
    };
    Ok(Condition::Analysis { metavariable, analyzer: analyzer(&kind, mode.as_ref())? })
}

fn analyzer(kind: &Text, mode: Option<&Text>) -> Read<Analyzer> {
    const KINDS: [&str; 3] = ["entropy", "entropy_v2", "redos"];
    const MODES: [&str; 3] = ["lax", "default", "strict"];
    let mode_of = |mode: &Text| match mode.as_str() {
        "lax" => Ok(EntropyMode::Lax),
        "default" => Ok(EntropyMode::Default),
        "strict" => Ok(EntropyMode::Strict),
        _ => Err(Fault::new(mode.span, format!("`mode` should be {}, not `{mode}`", choice(&MODES)))),
    };
    match (kind.as_str(), mode) {
        ("entropy", None) => Ok(Analyzer::Entropy),
        ("redos", None) => Ok(Analyzer::Redos),
        ("entropy_v2", mode) => Ok(Analyzer::EntropyV2(mode.map(mode_of).transpose()?.unwrap_or_default())),
        ("entropy" | "redos", Some(mode)) => Err(Fault::new(mode.span, format!("`{kind}` has no `mode`"))),
        _ => {
            let near = suggestion(kind.as_str(), KINDS.into_iter());
            Err(Fault::new(kind.span, format!("`analyzer` should be {}, not `{kind}`{near}", choice(&KINDS))))
        }
    }
}

/// `type` or `types`, with `language` beside it.
pub(super) fn types(reader: &mut Reader, fields: &Fields<'_>) -> Read<Condition> {
    let metavariable = metavariable(reader, fields)?;
    let mut types: Vec<Text> = fields.text("type")?.into_iter().collect();
    types.extend(fields.texts("types")?);
    if types.is_empty() {
        return Err(Fault::new(fields.span, "the key `type` or `types` is missing"));
    }
    Ok(Condition::Type { metavariable, language: language(fields)?, types })
}

fn name(reader: &mut Reader, fields: &Fields<'_>) -> Read<Condition> {
    fields.only(&["metavariable", "kind", "module", "modules", "fqn", "fqns"])?;
    let metavariable = metavariable(reader, fields)?;
    let kind = match fields.text("kind")? {
        None => None,
        Some(kind) if kind.as_str() == "django-view" => Some(NameKind::DjangoView),
        Some(kind) => return Err(Fault::new(kind.span, format!("`kind` should be `django-view`, not `{kind}`"))),
    };
    for (one, many) in [("module", "modules"), ("fqn", "fqns")] {
        if fields.map.contains(one) && fields.map.contains(many) {
            return Err(fields.fault(many, format!("only one of `{one}` and `{many}` may stand here")));
        }
    }
    let names = |one: &str, many: &str| -> Read<Vec<Arc<str>>> {
        let texts = fields.texts(one)?.into_iter().chain(fields.texts(many)?);
        Ok(texts.map(|text| text.text).collect())
    };
    let (modules, full_names) = (names("module", "modules")?, names("fqn", "fqns")?);
    if kind.is_none() && modules.is_empty() && full_names.is_empty() {
        return Err(Fault::new(fields.span, "one of `module`, `modules`, `kind`, `fqn` or `fqns` is missing"));
    }
    Ok(Condition::Name { metavariable, kind, modules, full_names })
}

/// A fault for a condition that names nothing to check.
pub(super) fn nothing(at: Span) -> Fault {
    Fault::new(at, "expected `focus`, `comparison`, or `metavariable` with what must hold of it")
}
