//! PyPI: the index of a project in JSON (PEP 691, or the older API), and the metadata of a release.

use std::collections::BTreeMap;

use packages::{Format, Input};
use serde::Deserialize;
use serde_json::Value;
use source::{FileId, Limits};

use super::malformed;
use crate::registry::{Artifact, Manifest, RegistryError, Release};

/// A project's document: `files` of PEP 691, or `releases` of the older API.
#[derive(Deserialize)]
struct Document {
    #[serde(default)]
    files: Vec<File>,
    #[serde(default)]
    releases: BTreeMap<String, Vec<File>>,
}

#[derive(Deserialize)]
struct File {
    filename: String,
    #[serde(default)]
    url: String,
    #[serde(default, alias = "digests")]
    hashes: BTreeMap<String, String>,
    #[serde(default, rename = "requires-python", alias = "requires_python")]
    requires_python: Option<String>,
    /// A reason, or whether.
    #[serde(default)]
    yanked: Value,
}

/// Metadata in JSON, of the older API.
#[derive(Deserialize)]
struct Described {
    info: Info,
}

#[derive(Deserialize)]
struct Info {
    #[serde(default)]
    requires_dist: Option<Vec<String>>,
}

/// All releases of a project that have files.
///
/// # Errors
/// When the document is not understood.
pub fn pypi_releases(name: &str, document: &[u8]) -> Result<Vec<Release>, RegistryError> {
    let mut found: BTreeMap<String, Release> = BTreeMap::new();
    for (version, file) in by_version(name, document)? {
        let is_withdrawn = !matches!(file.yanked, Value::Null | Value::Bool(false));
        let runtime = file.requires_python.unwrap_or_default();
        match found.get_mut(&version) {
            // A release is taken back when all its files are.
            Some(release) => release.is_withdrawn &= is_withdrawn,
            None => _ = found.insert(version.clone(), Release { version, is_withdrawn, runtime }),
        }
    }
    Ok(found.into_values().collect())
}

/// What a release needs, from its metadata (`METADATA` of a wheel, or the JSON of the older API), with its files from the
/// project's document.
///
/// # Errors
/// When one of them is not understood.
pub fn pypi_manifest(name: &str, version: &str, document: &[u8], metadata: &[u8]) -> Result<Manifest, RegistryError> {
    let files = by_version(name, document)?.into_iter().filter(|(own, _)| own == version).filter_map(|(_, file)| {
        let sum = file.hashes.get("sha256")?;
        Some(Artifact { integrity: format!("sha256:{sum}"), url: file.url })
    });
    let needs = match metadata.trim_ascii_start().first() {
        Some(b'{') => {
            let described: Described = serde_json::from_slice(metadata).map_err(|error| malformed(name, error))?;
            described.info.requires_dist.unwrap_or_default()
        }
        _ => headers(&String::from_utf8_lossy(metadata), "Requires-Dist"),
    };
    let text = needs.join("\n");
    let input = Input { file: FileId(0), text: &text, limits: &Limits::default() };
    let requirements = packages::read(Format::Requirements, input).requirements;
    Ok(Manifest { requirements, files: files.collect(), ..Manifest::default() })
}

fn by_version(name: &str, document: &[u8]) -> Result<Vec<(String, File)>, RegistryError> {
    let document: Document = serde_json::from_slice(document).map_err(|error| malformed(name, error))?;
    let listed = document
        .releases
        .into_iter()
        .flat_map(|(version, files)| files.into_iter().map(move |file| (version.clone(), file)));
    let named = document.files.into_iter().filter_map(|file| Some((version_of(name, &file.filename)?, file)));
    Ok(listed.chain(named).collect())
}

/// The version in the name of a file: `name-1.0-py3-none-any.whl`, `name-1.0.tar.gz`. The name before it may hold hyphens.
fn version_of(name: &str, filename: &str) -> Option<String> {
    const ENDS: [&str; 6] = [".tar.gz", ".zip", ".tar.bz2", ".tgz", ".egg", ".tar.xz"];
    if let Some(stem) = filename.strip_suffix(".whl") {
        return stem.split('-').nth(1).map(str::to_owned);
    }
    let stem = ENDS.iter().find_map(|end| filename.strip_suffix(end))?;
    let plain = |text: &str| packages::Ecosystem::PyPi.normalise(text);
    let cut = stem
        .match_indices('-')
        .map(|(at, _)| at)
        .find(|at| stem.get(..*at).is_some_and(|head| plain(head) == plain(name)))?;
    // An egg says after the version for which Python it is.
    Some(stem.get(cut + 1..)?.split("-py").next()?.to_owned())
}

/// The values of a header, which ends where the description begins; a line that begins with a blank goes on.
fn headers(metadata: &str, wanted: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut is_open = false;
    for line in metadata.lines().take_while(|line| !line.is_empty()) {
        if line.starts_with([' ', '\t']) {
            if let Some(last) = found.last_mut().filter(|_| is_open) {
                last.push(' ');
                last.push_str(line.trim());
            }
            continue;
        }
        let (key, value) = line.split_once(':').unwrap_or((line, ""));
        is_open = key.eq_ignore_ascii_case(wanted);
        found.extend(Some(value.trim().to_owned()).filter(|_| is_open));
    }
    found
}
