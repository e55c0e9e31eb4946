//! Projects of Python: `requirements.txt`, `pyproject.toml` and `Pipfile`. There is one version of each package, and the newest is
//! taken that all who ask for it let pass.

mod markers;
mod resolve;
mod write;

use std::collections::BTreeSet;

use packages::{Input, Inventory, Origin, Requirement};
use source::Limits;
use versions::Version;

use crate::Document;
use crate::catalogue::Catalogue;
use crate::trial::{Ask, Project, Resolved, Trial, Way};

/// The Python that is taken where the project names none.
const PYTHON: &str = "3.12";

/// A project of Python.
pub(crate) struct PypiProject<'d> {
    documents: Vec<&'d Document>,
    requirements: Vec<Requirement>,
    asks: Vec<Ask>,
    python: Version,
    runtime: Option<Version>,
}

impl<'d> PypiProject<'d> {
    /// A project of manifests that are installed together.
    pub(crate) fn read(documents: &[&'d Document], catalogue: &Catalogue<'_>) -> Self {
        let limits = Limits::default();
        let read = |document: &&Document| {
            let input = Input { file: document.file, text: &document.text, limits: &limits };
            packages::read(document.format, input)
        };
        let requirements: Vec<Requirement> =
            documents.iter().map(read).flat_map(|Inventory { requirements, .. }| requirements).collect();
        let ask = |requirement: &Requirement| Ask {
            name: requirement.name.clone(),
            range: requirement.range.clone(),
            is_writable: requirement.origin == Origin::Registry,
        };
        let runtime =
            documents.iter().find_map(|document| runtime(&document.text)).map(|text| catalogue.version(&text));
        let python = runtime.clone().unwrap_or_else(|| catalogue.version(PYTHON));
        Self {
            documents: documents.to_vec(),
            asks: requirements.iter().map(ask).collect(),
            requirements,
            python,
            runtime,
        }
    }

    /// What each of the requirements lets pass after changes, in the notation of PEP 440.
    fn ranges(&self, trial: &Trial) -> Vec<String> {
        let range = |(place, requirement): (usize, &Requirement)| match trial.asked.get(&place) {
            Some(version) => specifier(&self.relaxed(place, version)),
            None => specifier(&requirement.range),
        };
        self.requirements.iter().enumerate().map(range).collect()
    }

    /// The places of the requirements that are needed, of a registry, on this Python.
    fn needed(&self) -> BTreeSet<usize> {
        let is_needed = |requirement: &Requirement| {
            requirement.origin == Origin::Registry && markers::holds(&requirement.condition, &self.python)
        };
        let needed = self.requirements.iter().enumerate().filter(|(_, requirement)| is_needed(requirement));
        needed.map(|(place, _)| place).collect()
    }
}

impl Project for PypiProject<'_> {
    fn asks(&self) -> &[Ask] {
        &self.asks
    }

    fn resolve(&self, trial: &Trial, catalogue: &Catalogue<'_>) -> Option<Resolved> {
        resolve::resolve(self, trial, catalogue)
    }

    fn ways(&self) -> &[Way] {
        // Nothing can be forced on those who ask: pip takes a list that contradicts itself for an error.
        &[Way::Ask]
    }

    fn relaxed(&self, ask: usize, version: &Version) -> String {
        relaxed(self.asks.get(ask).map_or("", |ask| ask.range.as_str()), version)
    }

    fn runtime(&self) -> Option<&Version> {
        self.runtime.as_ref()
    }
}

/// A range that asks for a version in the manner of another range.
fn relaxed(range: &str, version: &Version) -> String {
    let range = range.trim();
    let is_single = !range.contains(',');
    for sign in ["===", "==", "~="] {
        if let Some(rest) = range.strip_prefix(sign).filter(|rest| is_single && !rest.contains('*')) {
            let blanks = rest.get(..rest.len() - rest.trim_start().len()).unwrap_or_default();
            let is_long = sign != "~=" || version.as_str().contains('.');
            return if is_long { format!("{sign}{blanks}{version}") } else { format!("=={version}") };
        }
    }
    if let Some(sign) = ['^', '~'].into_iter().find(|sign| range.starts_with(*sign)) {
        return format!("{sign}{version}");
    }
    if range.starts_with(|c: char| c.is_ascii_digit()) && !range.contains('*') {
        return version.as_str().to_owned();
    }
    let is_bounded = range.contains('<') || range.contains('*');
    let major = version.as_str().split('.').next().and_then(|major| major.parse::<u64>().ok());
    match major.filter(|_| is_bounded && range != "*") {
        Some(major) => format!(">={version},<{}", major.saturating_add(1)),
        None => format!(">={version}"),
    }
}

/// A range in the notation of PEP 440; poetry has carets, tildes and bare versions.
fn specifier(range: &str) -> String {
    let part = |part: &str| {
        let part = part.trim();
        let caret = part.strip_prefix('^').map(|version| (version, true));
        let tilde = part.strip_prefix('~').filter(|rest| !rest.starts_with('=')).map(|version| (version, false));
        match caret.or(tilde) {
            Some((version, is_caret)) => format!(">={version},<{}", ceiling(version.trim(), is_caret)),
            None if part == "*" => String::new(),
            None if part.starts_with(|c: char| c.is_ascii_digit()) => format!("=={part}"),
            None => part.to_owned(),
        }
    };
    range.split(',').map(part).collect::<Vec<_>>().join(",")
}

/// The first version beyond a caret (the first number that is not zero counts up) or a tilde (the second, if there is one).
fn ceiling(version: &str, is_caret: bool) -> String {
    let mut numbers: Vec<u64> = version.split('.').map_while(|part| part.parse().ok()).collect();
    let place = match is_caret {
        true => numbers.iter().position(|number| *number > 0).unwrap_or(numbers.len().saturating_sub(1)),
        false => 1.min(numbers.len().saturating_sub(1)),
    };
    numbers.truncate(place + 1);
    if let Some(last) = numbers.last_mut() {
        *last = last.saturating_add(1);
    }
    numbers.iter().map(u64::to_string).collect::<Vec<_>>().join(".")
}

/// The least Python that a manifest names: `requires-python = ">=3.9"`, or poetry's and Pipenv's own keys.
fn runtime(text: &str) -> Option<String> {
    let value = |line: &str| {
        let (key, value) = line.split_once('=')?;
        let is_named = ["requires-python", "python", "python_version"].contains(&key.trim());
        let start = value.find(|c: char| c.is_ascii_digit()).filter(|_| is_named)?;
        let version: String = value.get(start..)?.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
        Some(version.trim_end_matches('.').to_owned())
    };
    text.lines().find_map(value)
}

#[cfg(test)]
mod tests {
    use versions::Scheme;

    use super::*;

    #[test]
    fn a_range_stays_of_its_kind() {
        let version = Version::parse(Scheme::Pypi, "2.3.1");
        for (range, expected) in [
            ("==1.0.0", "==2.3.1"),
            ("== 1.0.0", "== 2.3.1"),
            ("~=1.0", "~=2.3.1"),
            (">=1.0,<2", ">=2.3.1,<3"),
            (">=1.0", ">=2.3.1"),
            ("==1.*", ">=2.3.1,<3"),
            ("", ">=2.3.1"),
            ("^1.2", "^2.3.1"),
            ("~1.2", "~2.3.1"),
            ("1.2", "2.3.1"),
        ] {
            assert_eq!(relaxed(range, &version), expected, "{range}");
        }
    }

    #[test]
    fn what_poetry_writes_becomes_pep_440() {
        for (range, expected) in [
            ("^1.2.3", ">=1.2.3,<2"),
            ("^0.2.3", ">=0.2.3,<0.3"),
            ("~1.2.3", ">=1.2.3,<1.3"),
            ("~1", ">=1,<2"),
            ("1.2", "==1.2"),
            ("*", ""),
            ("~=1.2", "~=1.2"),
            (">=1, <2", ">=1,<2"),
        ] {
            assert_eq!(specifier(range), expected, "{range}");
        }
    }
}
