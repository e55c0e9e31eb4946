//! Java: what builders leave in a jar to say what it is.

use std::collections::BTreeMap;

use source::{FileId, Limits, Span};

use crate::text::lines;
use crate::{Ecosystem, Input, Inventory, Package, licences, markup};

/// The artifact of a `pom.properties`; its path says group and artifact where the text does not.
pub(super) fn read_pom(file: FileId, content: &str, path: &str) -> Option<Package> {
    let mut said = BTreeMap::new();
    for line in lines(file, content).filter(|line| !line.text.trim_start().starts_with(['#', '!'])) {
        if let Some((key, value)) = line.text.split_once(['=', ':']) {
            said.insert(key.trim(), (value.trim(), line.span));
        }
    }
    let mut folders = path.rsplit('/').skip(1);
    let (artifact, group) = (folders.next().unwrap_or_default(), folders.next().unwrap_or_default());
    let get = |key: &str| said.get(key).map(|(value, _)| *value).filter(|value| !value.is_empty());
    let (group, artifact) = (get("groupId").unwrap_or(group), get("artifactId").unwrap_or(artifact));
    if group.is_empty() || artifact.is_empty() {
        return None;
    }
    let at = said.get("version").map_or(Span::new(file, 0, 0), |(_, span)| *span);
    Some(Package::new(Ecosystem::Maven, &format!("{group}:{artifact}"), get("version").map(str::to_owned), at))
}

/// The licence in the `pom.xml` beside a `pom.properties`, which may be empty; one of several may be chosen. What stands in a
/// parent is not known here.
pub(super) fn licence(file: FileId, text: &str, limits: &Limits) -> Option<String> {
    // What is wrong with it matters to nobody who builds with the jar.
    let document = markup::parse(Input { file, text, limits }, &mut Inventory::default())?;
    let listed = markup::child(document.root_element(), "licenses")?;
    let sure = |node| {
        let texts = ["name", "url"].map(|key| markup::child_text(node, key));
        let id = texts.iter().find_map(|text| licences::named(text).filter(|id| id != text.trim()));
        id.unwrap_or_else(|| texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default())
    };
    licences::choice(markup::children(listed, "license").map(sure))
}

/// Whether a jar of this path is the artifact, by the file names that builders give: the artifact's, at times with a
/// group before it, and mostly with a version behind it.
pub(super) fn is_named_after(path: &str, package: &Package) -> bool {
    let artifact = package.written_name.split_once(':').map_or("", |(_, artifact)| artifact);
    let stem = file_stem(path);
    let stands_alone = |at: usize| {
        let (before, rest) = (stem.get(..at).unwrap_or_default(), stem.get(at + artifact.len()..).unwrap_or_default());
        (before.is_empty() || before.ends_with('.')) && (rest.is_empty() || rest.starts_with('-'))
    };
    !artifact.is_empty() && stem.match_indices(artifact).any(|(at, _)| stands_alone(at))
}

/// The name of a jar's file without `.jar`.
fn file_stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.get(..name.len().saturating_sub(".jar".len())).unwrap_or(name)
}

/// What a jar's manifest and file name say together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Identity {
    /// It is the one artifact that is known to be in it.
    Only,
    /// They agree on group, artifact and version.
    Sure(Box<Package>),
    /// What is said, which does not suffice.
    Unsure(String),
}

/// What a jar is by its manifest, which may be empty, and its file name; `only` is the one artifact with a
/// `pom.properties`, if there is but one, which may be the jar itself or a part of it.
///
/// A name is sure if it is `only` at the manifest's version, or if the file is called `ARTIFACT-VERSION.jar` with the
/// manifest's version and the names of vendor and bundle both say the group. One of them alone does not: the bundle of
/// `org.ow2.asm:asm` calls itself `org.objectweb.asm`, and vendors have names that are no groups.
pub(super) fn identify(file: FileId, manifest: &str, path: &str, only: Option<&Package>) -> Identity {
    let said = attributes(manifest);
    let get = |key: &str| said.get(&key.to_ascii_lowercase()).map_or("", |value| value.trim());
    let versions = [get("Implementation-Version"), get("Bundle-Version")];
    let versions = versions.into_iter().filter(|version| !version.is_empty());
    if only.and_then(|only| only.version.as_deref()).is_some_and(|version| versions.clone().any(|one| one == version)) {
        return Identity::Only;
    }
    let bundle = get("Bundle-SymbolicName").split(';').next().unwrap_or_default().trim();
    let group = get("Implementation-Vendor-Id");
    let named = bundle.strip_prefix(group).and_then(|rest| rest.strip_prefix('.')).filter(|_| !group.is_empty());
    if let Some(artifact) = named.filter(|artifact| !artifact.is_empty())
        && let Some(version) = versions.clone().find(|version| file_stem(path) == format!("{artifact}-{version}"))
    {
        let name = format!("{group}:{artifact}");
        let package = Package::new(Ecosystem::Maven, &name, Some(version.to_owned()), Span::new(file, 0, 0));
        return Identity::Sure(Box::new(package));
    }
    let titles = [bundle, get("Implementation-Title"), get("Automatic-Module-Name")];
    let title = titles.into_iter().find(|title| !title.is_empty()).unwrap_or_default();
    Identity::Unsure(format!("{title} {}", versions.clone().next().unwrap_or_default()).trim().to_owned())
}

/// The attributes of a manifest's main section, by keys in lower case; a blank at a line's start continues the last.
fn attributes(manifest: &str) -> BTreeMap<String, String> {
    let mut said: BTreeMap<String, String> = BTreeMap::new();
    let mut last = None;
    for line in manifest.lines().take_while(|line| !line.trim().is_empty()) {
        if let Some(more) = line.strip_prefix(' ') {
            if let Some(value) = last.as_ref().and_then(|key| said.get_mut(key)) {
                value.push_str(more);
            }
        } else if let Some((key, value)) = line.split_once(':') {
            let key = key.to_ascii_lowercase();
            said.insert(key.clone(), value.trim_start().to_owned());
            last = Some(key);
        }
    }
    said
}
