//! The rules of a scan, compiled for each language of code and for texts of any file.

use std::collections::{BTreeMap, BTreeSet};

use finding::Notice;
use pattern::rule::Paths;
use pattern::{Program, Rule, compile, compile_for_text};
use tree::Language;

/// The programs of a set of rules.
#[derive(Debug, Default)]
pub(super) struct Programs {
    code: BTreeMap<Language, Program>,
    /// The rules that run on any text, if there are any.
    text: Option<Program>,
    /// The files that rules look at, each set once, and the numbers of the rules.
    by_paths: Vec<(Paths, BTreeSet<usize>)>,
}

impl Programs {
    /// Compiles rules for the languages that the files of these paths have, and for texts.
    pub fn of<'p>(rules: &[Rule], paths: impl Iterator<Item = &'p str>) -> (Self, Vec<Notice>) {
        let (mut programs, mut notices) = (Self::default(), Vec::new());
        let languages: BTreeSet<Language> = paths.filter_map(Language::of_path).collect();
        for language in languages {
            let (program, noticed) = compile(rules, language);
            notices.extend(noticed);
            programs.code.insert(language, program);
        }
        if rules.iter().any(|rule| rule.languages.iter().any(|language| language.is_text())) {
            let (program, noticed) = compile_for_text(rules);
            notices.extend(noticed);
            programs.text = Some(program);
        }
        for (number, rule) in rules.iter().enumerate() {
            match programs.by_paths.iter_mut().find(|(paths, _)| *paths == rule.paths) {
                Some((_, numbers)) => drop(numbers.insert(number)),
                None => programs.by_paths.push((rule.paths.clone(), BTreeSet::from([number]))),
            }
        }
        (programs, notices)
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &Program> {
        self.code.values().chain(&self.text)
    }

    /// Those that a file may have something for, by its path.
    pub fn for_path(&self, path: &str) -> Vec<&Program> {
        let code = Language::of_path(path).and_then(|language| self.code.get(&language));
        code.into_iter().chain(&self.text).filter(|program| !program.rules.is_empty()).collect()
    }

    /// The numbers of the rules that look at a file.
    pub fn wanted(&self, path: &str) -> BTreeSet<usize> {
        let sets = self.by_paths.iter().filter(|(paths, _)| paths.contains(path));
        sets.flat_map(|(_, numbers)| numbers).copied().collect()
    }
}
