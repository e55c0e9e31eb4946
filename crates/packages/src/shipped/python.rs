//! Python: the `.dist-info` and `.egg-info` folders that installers leave beside the modules of a distribution.

use source::{FileId, Limits, Span, join_path, parent_path};
use syntax::{Node, parse_json};

use crate::licences::Metadata;
use crate::manifest::pep508;
use crate::nodes::text;
use crate::text::lines;
use crate::{Dependency, Ecosystem, Origin, Package};

/// The distribution of a folder, by the headers of its `METADATA` or `PKG-INFO` or, where they are silent, by the name
/// of the folder; `None` where neither says a name.
pub(super) fn read(file: FileId, metadata: &str, folder: &str) -> Option<Package> {
    let (mut name, mut version, mut needs) = ((String::new(), Span::new(file, 0, 0)), String::new(), Vec::new());
    let mut licence = Metadata::default();
    for line in lines(file, metadata).take_while(|line| !line.text.trim().is_empty()) {
        let Some((key, value)) = line.text.split_once(':') else { continue };
        let value = value.trim();
        let key = key.to_ascii_lowercase();
        licence.take(&key, value);
        match key.as_str() {
            "name" if name.0.is_empty() => name = (value.to_owned(), line.span),
            "version" if version.is_empty() => value.clone_into(&mut version),
            "requires-dist" => needs.extend(dependency(value, line.span)),
            _ => {}
        }
    }
    let (folder_name, folder_version) = of_folder(folder);
    let named = if name.0.is_empty() { folder_name } else { &name.0 };
    let version = if version.is_empty() { folder_version.to_owned() } else { version };
    let mut package = Package::new(Ecosystem::PyPi, named, Some(version), name.1);
    package.dependencies = needs;
    package.licence = licence.licence();
    (!named.is_empty()).then_some(package)
}

/// What it needs, but for what only an extra asks for.
fn dependency(value: &str, span: Span) -> Option<Dependency> {
    let asked = pep508::parse(value, span).filter(|asked| !asked.condition.contains("extra"))?;
    Some(Dependency { name: asked.written_name, range: asked.range })
}

/// Name and version in the name of a folder, such as `charset_normalizer-3.3.2.dist-info`.
fn of_folder(folder: &str) -> (&str, &str) {
    let name = folder.rsplit('/').next().unwrap_or(folder);
    let Some(stem) = name.strip_suffix(".dist-info").or_else(|| name.strip_suffix(".egg-info")) else {
        return ("", "");
    };
    let mut parts = stem.split('-');
    (parts.next().unwrap_or_default(), parts.next().unwrap_or_default())
}

/// Where a distribution was taken from, by its `direct_url.json`.
pub(super) fn origin(file: FileId, content: &str, limits: &Limits) -> Option<Origin> {
    let root = parse_json(file, content, limits).root?;
    let url = Some(text(&root, "url")).filter(|url| !url.is_empty())?;
    if let Some(version_control) = root.get("vcs_info") {
        let commit = version_control.get("commit_id").and_then(Node::text).map(|commit| commit.to_string());
        return Some(Origin::Git { url, commit });
    }
    Some(match url.strip_prefix("file://") {
        Some(path) => Origin::Path(path.to_owned()),
        None => Origin::Url(url),
    })
}

/// The files that a `RECORD` names, seen from the archive or folder; those outside of it are left out.
pub(super) fn recorded<'r>(record: &'r str, folder: &'r str) -> impl Iterator<Item = String> + 'r {
    record.lines().filter_map(move |line| {
        let path = match line.strip_prefix('"') {
            Some(quoted) => quoted.split('"').next(),
            None => line.split(',').next(),
        };
        join_path(parent_path(folder), path.filter(|path| !path.is_empty())?)
    })
}

/// The folders and files of the modules that a `top_level.txt` names.
pub(super) fn modules<'m>(top_level: &'m str, folder: &'m str) -> impl Iterator<Item = String> + 'm {
    let is_name = |name: &&str| name.split('/').all(|part| !matches!(part, "" | "." | ".."));
    let names = top_level.lines().map(str::trim).filter(is_name);
    names.filter_map(move |name| join_path(parent_path(folder), name))
}
