//! Rules against the fixtures beside them.

use std::collections::{BTreeMap, BTreeSet};

use finding::Notice;
use pattern::{Annotation, AnnotationEngine, Expectation, Rule, annotations, compile, is_rule_path, load};
use source::{FileId, Files, Limits, LineIndex};
use tree::Language;

use super::{matches, over_file, read};

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
    /// How many fixtures it ran on.
    pub fixtures: usize,
    /// Whether one of its patterns cannot be read, so that it did not run.
    pub is_broken: bool,
}

impl RuleTest {
    /// Whether all is as the fixtures say.
    pub fn passes(&self) -> bool {
        self.missing.is_empty() && self.unexpected.is_empty() && !self.is_broken
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
    for (language, fixture) in fixtures(files, file) {
        let (program, noticed) = compile(rules, language);
        notices.extend(noticed);
        let (found, noticed) = over_file(files, fixture, &program, limits, |run, candidates| {
            let lines = LineIndex::new(run.code().text);
            let found = candidates.iter().filter_map(|number| {
                let own = matches(rules.get(*number)?, run);
                Some((*number, own.into_iter().map(|one| lines.line(one.range.start)).collect()))
            });
            found.collect::<BTreeMap<usize, BTreeSet<u32>>>()
        });
        notices.extend(noticed);
        let marks = read(files, fixture).map(|(text, _)| annotations(&text)).unwrap_or_default();
        for number in &program.rules {
            let Some(rule) = rules.get(*number) else { continue };
            let lines = found.get(number).cloned().unwrap_or_default();
            tests.entry(*number).or_insert_with(|| RuleTest::of(rule, file)).judge(fixture, &marks, &lines);
        }
        for rule in program.broken.iter().filter_map(|number| Some((*number, rules.get(*number)?))) {
            tests.entry(rule.0).or_insert_with(|| RuleTest::of(rule.1, file)).is_broken = true;
        }
    }
    tests.into_values().collect()
}

/// The fixtures beside a rule file.
fn fixtures(files: &dyn Files, file: FileId) -> Vec<(Language, FileId)> {
    let path = files.path(file);
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let names = |language: Language| language.endings().iter().map(move |ending| format!("{stem}.{ending}"));
    let all = Language::ALL.iter().flat_map(|language| names(*language).map(move |name| (*language, name)));
    all.filter_map(|(language, name)| Some((language, files.find(&name)?))).collect()
}

impl RuleTest {
    fn of(rule: &Rule, file: FileId) -> Self {
        let rule = rule.id.as_str().to_owned();
        Self { rule, file, missing: Vec::new(), unexpected: Vec::new(), fixtures: 0, is_broken: false }
    }

    /// Holds the lines of a fixture on which the rule finds something against its marks.
    fn judge(&mut self, fixture: FileId, marks: &[Annotation], lines: &BTreeSet<u32>) {
        let about = |expectation: Expectation| -> BTreeSet<u32> {
            let own = marks.iter().filter(|mark| mark.rules.iter().any(|id| **id == *self.rule));
            let own = own.filter(|mark| mark.expectation == expectation && mark.engine == AnnotationEngine::Any);
            own.map(|mark| mark.target).collect()
        };
        let wanted = about(Expectation::Finding);
        let mut allowed = &wanted | &about(Expectation::TodoFinding);
        allowed.extend(about(Expectation::TodoNoFinding));
        // What another engine must find this one may find.
        allowed.extend(marks.iter().filter(|mark| mark.engine == AnnotationEngine::Pro).map(|mark| mark.target));
        self.missing.extend(wanted.difference(lines).map(|line| (fixture, *line)));
        self.unexpected.extend(lines.difference(&allowed).map(|line| (fixture, *line)));
        self.fixtures += 1;
    }
}
