//! The suite `versions`: the order of versions, and ranges of them as `vers:` URIs.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde_json::{Value, json};
use versions::{Scheme, Vers, Version};

use super::{Filters, Tally};
use crate::house::read;

/// The files of facts, by how they begin; other ecosystems are not asked for.
const FACTS: [(&str, Scheme); 9] = [
    ("alpine-", Scheme::Apk),
    ("debian-", Scheme::Deb),
    ("maven-", Scheme::Maven),
    ("nuget-", Scheme::Nuget),
    ("packagist-", Scheme::Composer),
    ("pypi-", Scheme::Pypi),
    ("redhat-", Scheme::Rpm),
    ("rubygems-", Scheme::Gem),
    ("semver-", Scheme::Npm),
];

/// Runs the suite in `dir`; a kind is a scheme.
pub fn run(dir: &Path, filters: &Filters) -> Result<Tally> {
    let mut tally = Tally::default();
    for path in files(&dir.join("osv-scalibr"))? {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let known = FACTS.iter().find(|(start, _)| name.starts_with(start));
        let Some((_, scheme)) = known.filter(|(_, scheme)| filters.wants_kind(scheme.name())) else { continue };
        for (line, number) in read(&path)?.lines().zip(1..) {
            let case = format!("{name}:{number}");
            if let [one, sign, two] = *line.split(' ').collect::<Vec<_>>()
                && !line.starts_with("# ")
                && !line.starts_with("// ")
                && filters.wants_case(&case)
            {
                let result = fact(*scheme, one, sign, two);
                tally.count(&case, result.map_err(|reason| format!("`{line}`: {reason}")));
            }
        }
    }
    let mut unsupported = 0;
    for path in files(&dir.join("vers-spec"))? {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let document: Value =
            serde_json::from_str(&read(&path)?).with_context(|| format!("{} is no JSON", path.display()))?;
        for test in part(&document, "/tests").as_array().into_iter().flatten() {
            let case = format!("{name}: {}", part(test, "/input"));
            match scheme_of(part(test, "/input")) {
                None => unsupported += 1,
                Some(scheme) if filters.wants_kind(scheme.name()) && filters.wants_case(&case) => {
                    tally.count(&case, judge(scheme, test));
                }
                Some(_) => {}
            }
        }
    }
    tally.remark(format!("{unsupported} tests of schemes that are not supported"));
    Ok(tally)
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let listed = fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    let mut paths: Vec<PathBuf> = listed.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    paths.sort();
    Ok(paths)
}

/// A part of a value; null where there is none.
fn part<'v>(value: &'v Value, pointer: &str) -> &'v Value {
    value.pointer(pointer).unwrap_or(&Value::Null)
}

/// The comparison has the sign, and the opposite one the other way round.
fn fact(scheme: Scheme, one: &str, sign: &str, two: &str) -> Result<(), String> {
    let (one, two) = (Version::parse(scheme, one), Version::parse(scheme, two));
    let expected = match sign {
        "<" => std::cmp::Ordering::Less,
        "=" => std::cmp::Ordering::Equal,
        ">" => std::cmp::Ordering::Greater,
        other => return Err(format!("`{other}` is no sign")),
    };
    let (own, turned) = (one.cmp(&two), two.cmp(&one));
    if (own, turned) == (expected, expected.reverse()) { Ok(()) } else { Err(format!("{own:?}, turned {turned:?}")) }
}

fn scheme_of(input: &Value) -> Option<Scheme> {
    let named = part(input, "/input_scheme").as_str().or(part(input, "/scheme").as_str());
    let text = input.as_str().or(part(input, "/vers").as_str()).unwrap_or_default();
    Scheme::from_name(named.or_else(|| text.split(['/', ':']).nth(1))?)
}

fn judge(scheme: Scheme, test: &Value) -> Result<(), String> {
    let answer = answer(scheme, test);
    let (refused, expected) = (*part(test, "/expected_failure") == true, part(test, "/expected_output"));
    match answer {
        Err(error) if !refused => Err(format!("refused: {error}")),
        Ok(answer) if refused => Err(format!("{answer} should have been refused")),
        Ok(answer) if answer != *expected => Err(format!("{answer}, expected {expected}")),
        _ => Ok(()),
    }
}

fn answer(scheme: Scheme, test: &Value) -> Result<Value, String> {
    let input = part(test, "/input");
    let text = |value: &Value| value.as_str().map(str::to_owned).ok_or("the input is no text".to_owned());
    let version = |value: &Value| Ok::<_, String>(Version::parse(scheme, &text(value)?));
    let vers = |value: &Value| Vers::normalize(&text(value)?).map_err(|error| error.to_string());
    match part(test, "/test_type").as_str().unwrap_or_default() {
        "comparison" => {
            let mut both = [version(part(input, "/versions/0"))?, version(part(input, "/versions/1"))?];
            both.sort();
            Ok(both.iter().map(Version::as_str).collect())
        }
        "equality" => Ok((version(part(input, "/versions/0"))? == version(part(input, "/versions/1"))?).into()),
        "from_native" => {
            let range =
                Vers::from_native(scheme, &text(part(input, "/native_range"))?).map_err(|error| error.to_string())?;
            Ok(range.to_string().into())
        }
        "containment" => Ok(vers(part(input, "/vers"))?.contains(&version(part(input, "/version"))?).into()),
        "validate" => Ok(vers(input)?.to_string().into()),
        "parse" => {
            let range = Vers::parse(&text(input)?).map_err(|error| error.to_string())?;
            let constraints = range.constraints().iter();
            let pairs: Value = constraints.map(|one| vec![one.comparator.as_str(), one.version.as_str()]).collect();
            Ok(json!({"scheme": range.scheme().name(), "version_constraints": pairs}))
        }
        other => Err(format!("no test type `{other}`")),
    }
}
