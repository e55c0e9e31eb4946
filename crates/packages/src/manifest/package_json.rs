//! npm and those that read its manifest: `package.json`.

use std::borrow::Cow;

use finding::{Notice, NoticeKind};
use syntax::Entry;

use crate::nodes::{entries, is_true, json_object, key_span};
use crate::{Ecosystem, Input, Inventory, Origin, Requirement, origin};

/// The lists of dependencies with what they are for.
const LISTS: [(&str, &str); 4] = [
    ("dependencies", ""),
    ("devDependencies", "dev"),
    ("optionalDependencies", "optional"),
    ("peerDependencies", "peer"),
];

/// Reads the manifest of a package.
pub(crate) fn read(input: Input<'_>) -> Inventory {
    let (mut found, root) = json_object(input, "manifest of npm");
    let Some(root) = root else { return found };
    if let Some(entry) = root.as_map().and_then(|map| map.entry("unity")) {
        let message = "a package of Unity, whose dependencies are none of npm";
        found.notices.push(Notice::at(key_span(input.file, entry), NoticeKind::Skipped, message));
        return found;
    }
    for (list, group) in LISTS {
        for (name, entry) in entries(root.get(list)) {
            // npm takes the optional one of two, since tools write it down twice.
            if list == "dependencies" && root.at(&["optionalDependencies", name]).is_some() {
                continue;
            }
            let Some(mut requirement) = read_dependency(input, name, entry) else {
                found.malformed(key_span(input.file, entry), format!("`{name}` has no range of versions"));
                continue;
            };
            requirement.groups.extend(Some(group.to_owned()).filter(|group| !group.is_empty()));
            let meta = root.at(&["peerDependenciesMeta", name]);
            if group == "peer" && meta.is_some_and(|meta| is_true(meta, "optional")) {
                requirement.groups.insert(0, "optional".to_owned());
            }
            found.requirements.push(requirement);
        }
    }
    found
}

fn read_dependency(input: Input<'_>, name: &str, entry: &Entry) -> Option<Requirement> {
    let written = unpatched(entry.node.as_str()?.trim());
    let (name, range) = match written.strip_prefix("npm:") {
        Some(alias) if alias.starts_with(|c: char| c == '@' || c.is_ascii_alphabetic()) => split_alias(alias),
        Some(range) => (name, range),
        None => (name, &*written),
    };
    let origin = origin_of(range);
    let range = match range.strip_prefix("workspace:") {
        Some(range) if !range.contains('/') => range,
        _ if origin.is_some() => "",
        _ => range,
    };
    let mut requirement = Requirement::new(Ecosystem::Npm, name, range, key_span(input.file, entry));
    requirement.origin = origin.unwrap_or_default();
    Some(requirement)
}

/// What yarn mends with a patch: `npm:1.0.0` of `patch:name@npm%3A1.0.0#patch`.
fn unpatched(written: &str) -> Cow<'_, str> {
    let Some(patched) = written.strip_prefix("patch:") else { return Cow::Borrowed(written) };
    let (_, range) = split_alias(patched.split('#').next().unwrap_or(patched));
    Cow::Owned(range.replace("%3A", ":"))
}

/// `@scope/name@range` behind the name, whose own `@` does not count.
fn split_alias(alias: &str) -> (&str, &str) {
    let at = alias.rfind('@').filter(|at| *at > 0).unwrap_or(alias.len());
    let (name, range) = alias.split_at_checked(at).unwrap_or((alias, ""));
    (name, range.trim_start_matches('@'))
}

/// Where a dependency that is no range lies: URLs, paths, members of the workspace, and `owner/name` on GitHub.
fn origin_of(range: &str) -> Option<Origin> {
    if range.strip_prefix("workspace:").is_some_and(|range| !range.contains('/')) {
        return Some(Origin::Path(String::new()));
    }
    if let Some(origin) = origin::of_text(range) {
        return Some(origin);
    }
    if range.starts_with(['.', '/', '~']) && range.contains('/') {
        return Some(Origin::Path(range.to_owned()));
    }
    let (place, revision) = range.split_once('#').unwrap_or((range, ""));
    let (owner, name) = place.split_once('/')?;
    let plain = |part: &str| !part.is_empty() && !part.contains(['/', ':', '@', ' ']);
    let url = format!("github:{place}");
    (plain(owner) && plain(name)).then(|| Origin::Git { url, commit: origin::commit_in(revision) })
}
