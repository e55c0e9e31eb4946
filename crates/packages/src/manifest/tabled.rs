//! Requirements that a table describes, as poetry, pipenv and Cargo write them: `{version = "1", git = "…"}`.

use source::Span;
use syntax::Node;

use crate::nodes::{is_true, some_text, text};
use crate::{Ecosystem, Inventory, Origin, Requirement, origin};

/// A requirement as a description has it: the text of a range, or a table. Anything else is a notice.
pub(super) fn read(
    ecosystem: Ecosystem,
    name: &str,
    description: &Node,
    span: Span,
    found: &mut Inventory,
) -> Option<Requirement> {
    let range = description.as_str().map(str::to_owned);
    if range.is_none() && (description.as_map().is_none() || has_odd_text(description)) {
        found.malformed(span, format!("`{name}` has neither a range of versions nor a description"));
        return None;
    }
    let range = range.unwrap_or_else(|| text(description, "version"));
    let mut requirement = Requirement::new(ecosystem, name, &range, span);
    requirement.origin = origin_of(description).unwrap_or_default();
    let markers = some_text(description, "markers");
    let python = some_text(description, "python").map(|range| format!("python {range}"));
    requirement.condition = markers.into_iter().chain(python).collect::<Vec<_>>().join(" and ");
    if is_true(description, "optional") {
        requirement.groups.push("optional".to_owned());
    }
    Some(requirement)
}

/// Whether a key that holds a text holds something else.
fn has_odd_text(description: &Node) -> bool {
    let odd = |key: &&str| description.get(key).is_some_and(|value| value.as_str().is_none());
    ["version", "git", "rev", "ref", "path", "file", "url", "markers", "package"].iter().any(odd)
}

/// The place that a table names instead of a registry.
pub(crate) fn origin_of(node: &Node) -> Option<Origin> {
    if let Some(url) = some_text(node, "git") {
        let revision = some_text(node, "rev").or_else(|| some_text(node, "ref"));
        return Some(Origin::Git { url, commit: revision.as_deref().and_then(origin::commit_in) });
    }
    if let Some(path) = some_text(node, "path") {
        return Some(Origin::Path(path));
    }
    let place = some_text(node, "url").or_else(|| some_text(node, "file"))?;
    Some(origin::of_text(&place).unwrap_or(Origin::Path(place)))
}
