//! Java: what builders leave in a jar to say what it is.

use std::collections::BTreeMap;

use source::{FileId, Span};

use crate::text::lines;
use crate::{Ecosystem, Package};

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

/// Whether a jar of this path is the artifact, by the file names that builders give: the artifact's, often with a version.
pub(super) fn is_named_after(path: &str, package: &Package) -> bool {
    let artifact = package.written_name.split_once(':').map_or("", |(_, artifact)| artifact);
    let rest = file_stem(path).strip_prefix(artifact);
    !artifact.is_empty() && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// The name of a jar's file without `.jar`.
fn file_stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.get(..name.len().saturating_sub(".jar".len())).unwrap_or(name)
}

/// What a jar's manifest and file name say together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Identity {
    /// They agree on group, artifact and version.
    Sure(Box<Package>),
    /// What is said, which does not suffice.
    Unsure(String),
}

/// What a jar is by its manifest, which may be empty, and its file name.
///
/// The name is sure if the file is called `ARTIFACT-VERSION.jar` with the manifest's version, and the manifest says the
/// group or a bundle's name that ends with the artifact, as Maven's plugins write both.
pub(super) fn identify(file: FileId, manifest: &str, path: &str) -> Identity {
    let said = attributes(manifest);
    let get = |key: &str| said.get(&key.to_ascii_lowercase()).map_or("", |value| value.trim());
    let bundle = get("Bundle-SymbolicName").split(';').next().unwrap_or_default().trim();
    let stem = file_stem(path);
    for version in [get("Implementation-Version"), get("Bundle-Version")].into_iter().filter(|one| !one.is_empty()) {
        let Some(artifact) = stem.strip_suffix(version).and_then(|stem| stem.strip_suffix('-')) else { continue };
        let by_bundle = bundle.strip_suffix(artifact).and_then(|group| group.strip_suffix('.'));
        let group = Some(get("Implementation-Vendor-Id")).filter(|group| !group.is_empty()).or(by_bundle);
        if let Some(group) = group.filter(|group| !group.is_empty() && !artifact.is_empty()) {
            let name = format!("{group}:{artifact}");
            let package = Package::new(Ecosystem::Maven, &name, Some(version.to_owned()), Span::new(file, 0, 0));
            return Identity::Sure(Box::new(package));
        }
    }
    let first = |keys: [&str; 2]| keys.into_iter().map(get).find(|value| !value.is_empty()).unwrap_or_default();
    let title = if bundle.is_empty() { first(["Implementation-Title", "Automatic-Module-Name"]) } else { bundle };
    let version = first(["Implementation-Version", "Bundle-Version"]);
    Identity::Unsure(format!("{title} {version}").trim().to_owned())
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
