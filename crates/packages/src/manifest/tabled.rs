//! Requirements that a table describes, as poetry, pipenv and Cargo write them: `{version = "1", git = "…"}`.

use syntax::Node;

use crate::nodes::{is_true, some_text, text};
use crate::{Origin, Requirement, origin};

/// Takes range, origin and condition from a description: the range alone, or a table.
pub(super) fn describe(requirement: &mut Requirement, node: &Node) {
    requirement.range = node.text().map_or_else(|| text(node, "version"), |range| range.to_string());
    requirement.origin = origin_of(node).unwrap_or_default();
    let markers = [some_text(node, "markers"), some_text(node, "python").map(|range| format!("python {range}"))];
    requirement.condition = markers.into_iter().flatten().collect::<Vec<_>>().join(" and ");
    if is_true(node, "optional") {
        requirement.groups.push("optional".to_owned());
    }
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
