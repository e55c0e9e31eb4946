//! npm: a package's document, whole or abbreviated (`application/vnd.npm.install-v1+json`).

use packages::{Ecosystem, Origin, Requirement};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use source::{FileId, Span};
use std::collections::BTreeMap;

use super::malformed;
use crate::registry::{Artifact, Manifest, RegistryError, Release};

#[derive(Deserialize)]
struct Document {
    #[serde(default)]
    versions: BTreeMap<String, Box<RawValue>>,
}

#[derive(Deserialize)]
struct Version {
    #[serde(default)]
    deprecated: Value,
    #[serde(default)]
    engines: Value,
    #[serde(default)]
    dist: Dist,
}

#[derive(Deserialize, Default)]
struct Dist {
    #[serde(default)]
    tarball: String,
    #[serde(default)]
    integrity: String,
    #[serde(default)]
    shasum: String,
}

/// All releases of a package.
///
/// # Errors
/// When the document is not understood.
pub fn npm_releases(name: &str, document: &[u8]) -> Result<Vec<Release>, RegistryError> {
    let release = |(version, raw): (String, &RawValue)| {
        // What one release says wrongly of itself says nothing of the others.
        let said: Option<Version> = serde_json::from_str(raw.get()).ok();
        let deprecated = said.as_ref().map_or(&Value::Null, |said| &said.deprecated);
        let is_withdrawn = !matches!(deprecated, Value::Null | Value::Bool(false)) && deprecated.as_str() != Some("");
        let runtime = said.as_ref().and_then(|said| said.engines.get("node")).and_then(Value::as_str);
        Release { version, is_withdrawn, runtime: runtime.unwrap_or_default().to_owned() }
    };
    let document: Document = read(name, document)?;
    Ok(document.versions.iter().map(|(version, raw)| release((version.clone(), raw))).collect())
}

/// What one release needs, without what only building it needs.
///
/// # Errors
/// When the document is not understood, or has no such version.
pub fn npm_manifest(name: &str, version: &str, document: &[u8]) -> Result<Manifest, RegistryError> {
    let document: Document = read(name, document)?;
    let unknown = || RegistryError::Unknown(format!("{name} {version}"));
    let raw = document.versions.get(version).ok_or_else(unknown)?;
    let said: Version = read(name, raw.get().as_bytes())?;
    let Dist { tarball, integrity, shasum } = said.dist;
    let integrity = if integrity.is_empty() { sha1(&shasum) } else { integrity };
    let files = vec![Artifact { url: tarball, integrity }];
    let document: Value = read(name, raw.get().as_bytes())?;
    Ok(Manifest { requirements: requirements(&document), files, document: raw.get().to_owned(), ..Manifest::default() })
}

/// What a release needs; a written name is that of the folder, which for an alias is not the package's.
fn requirements(document: &Value) -> Vec<Requirement> {
    const LISTS: [(&str, &str); 3] =
        [("dependencies", ""), ("optionalDependencies", "optional"), ("peerDependencies", "peer")];
    let of = |list: &str| document.get(list).and_then(Value::as_object);
    let is_optional = |list: &str, name: &str| match list {
        // npm takes the optional one of two, since tools write it down twice.
        "dependencies" => of("optionalDependencies").is_some_and(|optional| optional.contains_key(name)),
        _ => {
            document.pointer(&format!("/peerDependenciesMeta/{}/optional", name.replace('/', "~1")))
                == Some(&Value::Bool(true))
        }
    };
    let mut found = Vec::new();
    for (list, group) in LISTS {
        for (name, range) in of(list).into_iter().flatten().filter_map(|(name, range)| Some((name, range.as_str()?))) {
            let is_optional = is_optional(list, name);
            if list == "dependencies" && is_optional {
                continue;
            }
            let mut requirement = requirement(name, range);
            requirement.groups.extend((list == "peerDependencies" && is_optional).then(|| "optional".to_owned()));
            requirement.groups.extend(Some(group.to_owned()).filter(|group| !group.is_empty()));
            found.push(requirement);
        }
    }
    found
}

/// A requirement as npm writes it: a range, an alias of another package, or a place.
pub(crate) fn requirement(key: &str, written: &str) -> Requirement {
    let nowhere = Span::new(FileId(0), 0, 0);
    let alias = written.strip_prefix("npm:").map(|alias| {
        let at = alias.rfind('@').filter(|at| *at > 0).unwrap_or(alias.len());
        let (name, range) = alias.split_at_checked(at).unwrap_or((alias, ""));
        (name, range.trim_start_matches('@'))
    });
    let (name, range) = alias.unwrap_or((key, written));
    let mut requirement = Requirement::new(Ecosystem::Npm, name, range, nowhere);
    key.clone_into(&mut requirement.written_name);
    if range.contains([':', '/']) {
        requirement.origin = Origin::Url(range.to_owned());
    }
    requirement
}

fn read<'d, T: Deserialize<'d>>(name: &str, document: &'d [u8]) -> Result<T, RegistryError> {
    serde_json::from_slice(document).map_err(|error| malformed(name, error))
}

/// Hexadecimal numbers as lockfiles write them: `sha1-` and base 64. Empty for what is none.
fn sha1(hexadecimal: &str) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits: Option<Vec<u32>> = hexadecimal.chars().map(|digit| digit.to_digit(16)).collect();
    let Some(digits) = digits.filter(|digits| digits.len() == 40) else { return String::new() };
    let bits: Vec<u32> = digits.iter().flat_map(|digit| (0..4).rev().map(move |place| digit >> place & 1)).collect();
    let letter = |six: &[u32]| {
        let number = (0..6).fold(0, |number, place| number << 1 | six.get(place).copied().unwrap_or(0));
        char::from(LETTERS.get(number as usize).copied().unwrap_or(b'='))
    };
    format!("sha1-{}=", bits.chunks(6).map(letter).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_of_old_releases_is_written_in_base_64() {
        assert_eq!(sha1("da39a3ee5e6b4b0d3255bfef95601890afd80709"), "sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=");
        assert_eq!(sha1("zz"), "");
    }
}
