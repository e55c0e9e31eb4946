//! The rules of `rules/callables`, as far as they are wanted.

use std::collections::{BTreeMap, BTreeSet};

use pattern::{Rule, load};
use source::{FileId, Limits};

use super::Wanted;

/// Of each rule file its path below `rules/callables` and its text; by path.
static TABLE: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/callables.rs"));

/// The rules that concern some vulnerabilities.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// The rules.
    pub rules: Vec<Rule>,
    /// What each tells of, by its number.
    told: Vec<Told>,
}

/// What a rule tells of.
#[derive(Debug)]
pub(super) struct Told {
    /// The package, as it was asked for.
    pub package: String,
    /// The vulnerabilities that lie in what is called, each by the name to call it by; sorted.
    pub advisories: Vec<String>,
}

impl Table {
    /// The rules for these vulnerabilities. Files that name none of their packages are not read.
    pub fn of(wanted: &[Wanted<'_>], limits: &Limits) -> Self {
        let mut by_package: BTreeMap<&str, Vec<&Wanted<'_>>> = BTreeMap::new();
        for one in wanted {
            by_package.entry(one.package).or_default().push(one);
        }
        let mut found = Self::default();
        let names_one = |text: &str| by_package.keys().any(|package| text.contains(package));
        for (number, (_, text)) in (0..).zip(TABLE).filter(|(_, (_, text))| names_one(text)) {
            // That there is nothing to say of them is tested.
            let (rules, _) = load(FileId(number), text, limits);
            for rule in rules {
                let Some(callable) = &rule.metadata.callable else { continue };
                let Some(own) = by_package.get(callable.package.as_str()) else { continue };
                let has = |one: &Wanted<'_>| {
                    callable.advisories.iter().any(|id| one.names.iter().any(|name| *name == *id.as_str()))
                };
                let advisories: BTreeSet<&str> = own.iter().filter(|one| has(one)).map(|one| one.name()).collect();
                if !advisories.is_empty() {
                    let advisories = advisories.into_iter().map(str::to_owned).collect();
                    found.told.push(Told { package: callable.package.as_str().to_owned(), advisories });
                    found.rules.push(rule);
                }
            }
        }
        found
    }

    /// A rule, and what it tells of.
    pub fn rule(&self, number: usize) -> Option<(&Rule, &Told)> {
        Some((self.rules.get(number)?, self.told.get(number)?))
    }
}
