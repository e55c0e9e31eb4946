//! Packages whose code is not among the files, by what lists them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use packages::{Ecosystem, Package, Requirement};

use super::graph::ReachedPackage;

/// What one file lists.
#[derive(Debug, Clone, Copy)]
pub struct Locked<'l> {
    /// The packages.
    pub packages: &'l [Package],
    /// What is asked for, with or without a lockfile that answers.
    pub requirements: &'l [Requirement],
    /// Whether the file says what they need in turn, as `requirements.txt` does not.
    pub has_dependencies: bool,
}

/// What runtimes bring: the packages, and what they load that a function may bring too. Source: the documentation of AWS, "Runtimes
/// that include the SDK", and the metadata of the packages. A package of Node loads what lies beside it in the runtime.
const BROUGHT: [(Ecosystem, &str, &[&str]); 11] = [
    (Ecosystem::Npm, "aws-sdk", &[]),
    (Ecosystem::Npm, "@aws-sdk/*", &[]),
    (Ecosystem::Npm, "@smithy/*", &[]),
    (Ecosystem::PyPi, "boto3", &["botocore", "jmespath", "s3transfer"]),
    (Ecosystem::PyPi, "botocore", &["jmespath", "python-dateutil", "urllib3"]),
    (Ecosystem::PyPi, "s3transfer", &["botocore"]),
    (Ecosystem::PyPi, "python-dateutil", &["six"]),
    (Ecosystem::PyPi, "jmespath", &[]),
    (Ecosystem::PyPi, "six", &[]),
    (Ecosystem::PyPi, "urllib3", &[]),
    (Ecosystem::RubyGems, "aws-sdk-*", &[]),
];

/// All that is listed for a function, by ecosystem and name.
#[derive(Debug, Default)]
pub(super) struct Listed<'l> {
    packages: BTreeMap<(Ecosystem, &'l str), Vec<(&'l Package, bool)>>,
    required: BTreeSet<(Ecosystem, &'l str)>,
}

impl<'l> Listed<'l> {
    pub(super) fn of(locked: &[Locked<'l>]) -> Self {
        let mut packages: BTreeMap<(Ecosystem, &str), Vec<(&Package, bool)>> = BTreeMap::new();
        for own in locked {
            for package in own.packages {
                let key = (package.ecosystem, package.name.as_str());
                packages.entry(key).or_default().push((package, own.has_dependencies));
            }
        }
        let required = locked.iter().flat_map(|own| own.requirements);
        Self { packages, required: required.map(|own| (own.ecosystem, own.name.as_str())).collect() }
    }

    /// Those of some names that are listed.
    pub(super) fn listed(&self, ecosystem: Ecosystem, names: &[String]) -> Vec<String> {
        let is_listed =
            |name: &str| self.packages.contains_key(&(ecosystem, name)) || self.required.contains(&(ecosystem, name));
        names.iter().filter(|name| is_listed(name)).cloned().collect()
    }

    /// What a package needs; none if nothing says so.
    fn needs(&self, ecosystem: Ecosystem, name: &str) -> Option<Vec<String>> {
        if let Some(own) = self.packages.get(&(ecosystem, name)) {
            let is_told = own.iter().all(|(_, has_dependencies)| *has_dependencies);
            let needed = own.iter().flat_map(|(package, _)| &package.dependencies);
            let names: BTreeSet<String> = needed.map(|needed| ecosystem.normalise(&needed.name)).collect();
            return is_told.then(|| names.into_iter().collect());
        }
        brought(ecosystem, name).map(|needs| needs.iter().map(|need| (*need).to_owned()).collect())
    }

    /// Follows the dependencies of a package whose code is not there, and says whether all of them are known. What is found
    /// is added with the package's own proof.
    pub(super) fn follow(&self, from: &ReachedPackage, found: &mut Vec<ReachedPackage>) -> bool {
        let ecosystem = from.ecosystem;
        let mut seen: BTreeSet<String> = from.names.iter().cloned().collect();
        let mut waiting: VecDeque<(String, Vec<String>)> =
            from.names.iter().map(|name| (name.clone(), Vec::new())).collect();
        let mut is_closed = true;
        while let Some((name, through)) = waiting.pop_front() {
            let Some(needs) = self.needs(ecosystem, &name) else {
                is_closed = false;
                continue;
            };
            for need in needs.into_iter().filter(|need| seen.insert(need.clone())) {
                let through = [&through[..], std::slice::from_ref(&name)].concat();
                found.push(ReachedPackage {
                    names: vec![need.clone()],
                    through: through.clone(),
                    is_closed: self.needs(ecosystem, &need).is_some(),
                    is_absent: false,
                    is_explained: true,
                    ..from.clone()
                });
                waiting.push_back((need, through));
            }
        }
        is_closed
    }
}

fn brought(ecosystem: Ecosystem, name: &str) -> Option<&'static [&'static str]> {
    let is_it = |pattern: &str| match pattern.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => name == pattern,
    };
    BROUGHT.iter().find(|(own, pattern, _)| *own == ecosystem && is_it(pattern)).map(|(_, _, needs)| *needs)
}
