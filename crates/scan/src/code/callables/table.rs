//! The rules of `rules/callables`, as far as they are wanted.

use std::borrow::Cow;
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
        let mut by_package: BTreeMap<Cow<'_, str>, Vec<&Wanted<'_>>> = BTreeMap::new();
        for one in wanted {
            by_package.entry(compared(one.package)).or_default().push(one);
        }
        let mut found = Self::default();
        let names_one = |text: &str| by_package.keys().any(|package| text.contains(&**package));
        for (number, (_, text)) in (0..).zip(TABLE).filter(|(_, (path, text))| names_one(&searched(path, text))) {
            // That there is nothing to say of them is tested.
            let (rules, _) = load(FileId(number), text, limits);
            for rule in rules {
                if let Some(told) = told(&rule, &by_package) {
                    found.told.push(told);
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

/// What a rule tells of, if something of that is wanted.
fn told(rule: &Rule, by_package: &BTreeMap<Cow<'_, str>, Vec<&Wanted<'_>>>) -> Option<Told> {
    let callable = rule.metadata.callable.as_ref()?;
    let own = by_package.get(&compared(callable.package.as_str()))?;
    let has = |one: &Wanted<'_>| {
        let mut ids = callable.advisories.iter().map(|id| id.as_str());
        ids.any(|id| one.names.iter().any(|name| name == id))
    };
    let advisories: BTreeSet<&str> = own.iter().filter(|one| has(one)).map(|one| one.name()).collect();
    let package = own.first().filter(|_| !advisories.is_empty())?.package.to_owned();
    Some(Told { package, advisories: advisories.into_iter().map(str::to_owned).collect() })
}

/// A package URL as packages are compared: case means nothing in names of NuGet, whose URLs keep it.
fn compared(package: &str) -> Cow<'_, str> {
    if package.starts_with("pkg:nuget/") { Cow::Owned(package.to_ascii_lowercase()) } else { Cow::Borrowed(package) }
}

/// The text of a rule file in which such packages are looked for.
fn searched<'t>(path: &str, text: &'t str) -> Cow<'t, str> {
    if path.starts_with("nuget/") { Cow::Owned(text.to_ascii_lowercase()) } else { Cow::Borrowed(text) }
}
