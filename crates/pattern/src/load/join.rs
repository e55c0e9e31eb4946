//! The modes `join` and `extract`, and dependencies.

use syntax::Node;

use super::classic;
use super::condition::language_of;
use super::reader::{Fault, Fields, Read, Reader, Scope, choice};
use crate::Text;
use crate::rule::{Dependency, Extract, Join, JoinReference, Reduce, Transform};

/// The mapping below `join`.
pub(super) fn join(reader: &Reader, node: &Node) -> Read<Join> {
    let fields = Fields::of(node, reader.file, "`join`")?;
    let mut references = Vec::new();
    for item in fields.list("refs")?.unwrap_or_default() {
        let item = Fields::of(item, reader.file, "an item of `refs`")?;
        references.push(JoinReference { rule: item.required_text("rule")?, alias: item.text("as")? });
    }
    let rules = fields.list("rules")?.map_or(0, <[Node]>::len);
    Ok(Join { references, rules, on: fields.texts("on")? })
}

/// The keys of a rule that extracts code.
pub(super) fn extract(reader: &mut Reader, fields: &Fields<'_>, scope: Scope) -> Read<Extract> {
    let formula = classic::root(reader, fields, scope)?;
    let language = language_of(&fields.required_text("dest-language")?)?;
    let extract = fields.required_text("extract")?;
    let transform = match fields.text("transform")? {
        None => Transform::None,
        Some(text) => match text.as_str() {
            "no_transform" => Transform::None,
            "unquote_string" => Transform::UnquoteString,
            "concat_json_string_array" => Transform::ConcatJsonStringArray,
            _ => return Err(not_one_of(&text, &["no_transform", "unquote_string", "concat_json_string_array"])),
        },
    };
    let reduce = match fields.text("reduce")? {
        None => Reduce::Separate,
        Some(text) => match text.as_str() {
            "separate" => Reduce::Separate,
            "concat" => Reduce::Concat,
            _ => return Err(not_one_of(&text, &["separate", "concat"])),
        },
    };
    Ok(Extract { formula, language, extract, transform, reduce })
}

fn not_one_of(text: &Text, known: &[&str]) -> Fault {
    Fault::new(text.span, format!("expected {}, not `{text}`", choice(known)))
}

/// The mapping below `r2c-internal-project-depends-on`.
pub(super) fn dependencies(reader: &Reader, node: &Node) -> Read<Vec<Dependency>> {
    let fields = Fields::of(node, reader.file, "`r2c-internal-project-depends-on`")?;
    let one = |fields: &Fields<'_>| -> Read<Dependency> {
        Ok(Dependency {
            namespace: fields.required_text("namespace")?,
            package: fields.required_text("package")?,
            version: fields.required_text("version")?,
        })
    };
    match fields.list("depends-on-either")? {
        None => Ok(vec![one(&fields)?]),
        Some(items) => items.iter().map(|item| one(&Fields::of(item, reader.file, "a dependency")?)).collect(),
    }
}
