//! Rules against the fixtures beside them.

use std::collections::{BTreeMap, BTreeSet};

use finding::Notice;
use pattern::{AnnotationEngine, Expectation, Rule, Run, annotations, is_rule_path, load};
use source::{FileId, Files, Limits, LineIndex};
use tree::Language;

use super::{findings, over_file, program};

/// What a rule's fixtures say of it. A rule that runs in several languages is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleTest {
    /// The rule's id.
    pub rule: String,
    /// Its file.
    pub file: FileId,
    /// Where something should be found and is not: file and line.
    pub missing: Vec<(FileId, u32)>,
    /// Where something is found and should not be: file and line.
    pub unexpected: Vec<(FileId, u32)>,
    /// How many fixtures it ran on; without any it was not tested.
    pub fixtures: usize,
}

impl RuleTest {
    /// Whether all is as the fixtures say.
    pub fn passes(&self) -> bool {
        self.missing.is_empty() && self.unexpected.is_empty()
    }
}

/// Runs every rule file on the fixtures beside it: files of the same name with the ending of a language. Comments in them
/// say what must be found on the next line: `ruleid: ID` or `ok: ID`; `todoruleid` and `todook` allow either.
pub fn test_rules(files: &dyn Files, limits: &Limits) -> (Vec<RuleTest>, Vec<Notice>) {
    let (mut tests, mut notices) = (Vec::new(), Vec::new());
    let ids = (0..files.paths().len() as u32).map(FileId);
    for file in ids.filter(|file| is_rule_path(files.path(*file))) {
        let Ok(bytes) = files.read(file) else { continue };
        let (text, _) = syntax::decode(file, bytes);
        let (rules, noticed) = load(file, &text, limits);
        notices.extend(noticed);
        tests.extend(of_file(files, file, &rules, limits, &mut notices));
    }
    (tests, notices)
}

fn of_file(
    files: &dyn Files,
    file: FileId,
    rules: &[Rule],
    limits: &Limits,
    notices: &mut Vec<Notice>,
) -> Vec<RuleTest> {
    let mut tests: BTreeMap<usize, RuleTest> = BTreeMap::new();
    let path = files.path(file);
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let names = |language: Language| language.endings().iter().map(move |ending| format!("{stem}.{ending}"));
    let beside = Language::ALL.iter().flat_map(|language| names(*language).map(move |name| (*language, name)));
    for (language, fixture) in beside.filter_map(|(language, name)| Some((language, files.find(&name)?))) {
        let (program, noticed) = program(rules, language);
        notices.extend(noticed);
        let (found, _) = over_file(files, fixture, language, &program.symbols, limits, |code, steps| {
            let run = Run::new(&program, code, steps);
            let lines = LineIndex::new(code.text);
            let line = |offset: u32| lines.line(offset);
            let found = program.rules.iter().filter_map(|number| {
                let rule = rules.get(*number)?;
                let lines: BTreeSet<u32> = findings(rule, &run).into_iter().map(|range| line(range.start)).collect();
                Some((*number, lines))
            });
            (found.collect::<Vec<_>>(), annotations(code.text))
        });
        let (found, marks) = found;
        for (number, lines) in found {
            let Some(rule) = rules.get(number) else { continue };
            let test = tests.entry(number).or_insert_with(|| RuleTest {
                rule: rule.id.as_str().to_owned(),
                file,
                missing: Vec::new(),
                unexpected: Vec::new(),
                fixtures: 0,
            });
            let about = |expectation: Expectation| -> BTreeSet<u32> {
                let own = marks.iter().filter(|mark| mark.rules.iter().any(|id| **id == *rule.id.as_str()));
                own.filter(|mark| mark.expectation == expectation && mark.engine == AnnotationEngine::Any)
                    .map(|mark| mark.target)
                    .collect()
            };
            let wanted = about(Expectation::Finding);
            let mut allowed = &wanted | &about(Expectation::TodoFinding);
            allowed.extend(about(Expectation::TodoNoFinding));
            allowed.extend(marks.iter().filter(|mark| mark.engine == AnnotationEngine::Pro).map(|mark| mark.target));
            test.missing.extend(wanted.difference(&lines).map(|line| (fixture, *line)));
            test.unexpected.extend(lines.difference(&allowed).map(|line| (fixture, *line)));
            test.fixtures += 1;
        }
    }
    tests.into_values().collect()
}
