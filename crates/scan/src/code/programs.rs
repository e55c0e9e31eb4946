//! The rules of a scan, compiled for each language of code and for texts of any file, as soon as one file needs it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use finding::Notice;
use pattern::rule::Paths;
use pattern::{Program, Rule, compile, compile_for_text};
use tree::Language;

/// A program by its language; none for the rules that run on any text.
pub(super) type Key = Option<Language>;

/// The programs of a set of rules.
#[derive(Debug)]
pub(super) struct Programs<'r> {
    rules: &'r [Rule],
    programs: BTreeMap<Key, OnceLock<(Program, Vec<Notice>)>>,
    /// The files that rules look at, each set once, and the numbers of the rules.
    by_paths: Vec<(&'r Paths, BTreeSet<usize>)>,
}

impl<'r> Programs<'r> {
    /// The programs that files of these paths may need.
    pub fn of<'p>(rules: &'r [Rule], paths: impl Iterator<Item = &'p str>) -> Self {
        let known: BTreeSet<Key> = rules.iter().flat_map(keys).collect();
        let languages: BTreeSet<Key> = paths.map(Language::of_path).chain([None]).collect();
        let programs = known.intersection(&languages).map(|key| (*key, OnceLock::new())).collect();
        let mut by_paths: Vec<(&Paths, BTreeSet<usize>)> = Vec::new();
        for (number, rule) in rules.iter().enumerate() {
            match by_paths.iter_mut().find(|(paths, _)| **paths == rule.paths) {
                Some((_, numbers)) => drop(numbers.insert(number)),
                None => by_paths.push((&rule.paths, BTreeSet::from([number]))),
            }
        }
        Self { rules, programs, by_paths }
    }

    /// All of them, by their keys.
    pub fn keys(&self) -> impl Iterator<Item = Key> {
        self.programs.keys().copied()
    }

    /// Those that a file may have something for, by its path.
    pub fn for_path(&self, path: &str) -> impl Iterator<Item = Key> {
        let code = Language::of_path(path).map(Some);
        code.into_iter().chain([None]).filter(|key| self.programs.contains_key(key))
    }

    /// A program, and what was said of its rules; none for a key of another set.
    pub fn get(&self, key: Key) -> Option<&(Program, Vec<Notice>)> {
        let compile = || match key {
            Some(language) => compile(self.rules, language),
            None => compile_for_text(self.rules),
        };
        Some(self.programs.get(&key)?.get_or_init(compile))
    }

    /// Whether a program is compiled.
    pub fn is_compiled(&self, key: Key) -> bool {
        self.programs.get(&key).is_some_and(|program| program.get().is_some())
    }

    /// The numbers of the rules that look at a file.
    pub fn wanted(&self, path: &str) -> BTreeSet<usize> {
        let sets = self.by_paths.iter().filter(|(paths, _)| paths.contains(path));
        sets.flat_map(|(_, numbers)| numbers).copied().collect()
    }

    /// Whether a rule for any text is among the wanted ones.
    pub fn wants_text(&self, wanted: &BTreeSet<usize>) -> bool {
        let rules = wanted.iter().filter_map(|number| self.rules.get(*number));
        rules.into_iter().any(|rule| keys(rule).any(|key| key.is_none()))
    }
}

/// The programs that a rule is in.
fn keys(rule: &Rule) -> impl Iterator<Item = Key> {
    let text = rule.languages.iter().any(|language| language.is_text()).then_some(None);
    rule.languages.iter().flat_map(|language| language.code()).map(|language| Some(*language)).chain(text)
}
