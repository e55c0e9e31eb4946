//! Rules against the fixtures beside them.

use std::collections::{BTreeMap, BTreeSet};

use finding::Notice;
use pattern::{Annotation, AnnotationEngine, Expectation, Program, Rule, Run};
use pattern::{annotations, is_rule_path, load, out_of_scope};
use source::{FileId, Files, Limits, LineIndex};

use super::programs::Programs;
use super::{matches, over_program, read};

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

/// Runs every rule file on the fixtures beside it: files of the same name up to its first dot, or in a folder of that name.
/// Comments in them say what must be found on the next line: `ruleid: ID` or `ok: ID`; `todoruleid` and `todook` allow either.
pub fn test_rules(files: &dyn Files, limits: &Limits) -> (Vec<RuleTest>, Vec<Notice>) {
    let (mut tests, mut notices, mut all) = (Vec::new(), Vec::new(), Vec::new());
    let ids = (0..files.paths().len() as u32).map(FileId);
    for file in ids.filter(|file| is_rule_path(files.path(*file))) {
        let Ok(bytes) = files.read(file) else { continue };
        let (text, _) = syntax::decode(file, bytes);
        let (rules, noticed) = load(file, &text, limits);
        notices.extend(noticed);
        tests.extend(of_file(files, file, &rules, limits, &mut notices));
        all.extend(rules);
    }
    // What is said of all rules comes first.
    notices.splice(0..0, out_of_scope(&all));
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
    let fixtures: Vec<FileId> = fixtures(files, file).collect();
    let (programs, noticed) = Programs::of(rules, fixtures.iter().map(|fixture| files.path(*fixture)));
    notices.extend(noticed);
    for number in programs.all().flat_map(|program| &program.broken) {
        let Some(rule) = rules.get(*number) else { continue };
        tests.entry(*number).or_insert_with(|| RuleTest::of(rule, file)).is_broken = true;
    }
    for fixture in fixtures {
        let (text, noticed) = match read(files, fixture) {
            Ok(read) => read,
            Err(notice) => {
                notices.push(notice);
                continue;
            }
        };
        let marks = annotations(&text);
        let own = programs.for_path(files.path(fixture));
        notices.extend(noticed.into_iter().filter(|_| !own.is_empty()));
        for program in own {
            let (found, noticed) = lines(fixture, &text, program, rules, limits);
            notices.extend(noticed);
            for number in &program.rules {
                let Some(rule) = rules.get(*number) else { continue };
                let lines = found.get(number).cloned().unwrap_or_default();
                tests.entry(*number).or_insert_with(|| RuleTest::of(rule, file)).judge(fixture, &marks, &lines);
            }
        }
    }
    tests.into_values().collect()
}

/// The lines on which the rules of a program find something, by their numbers. What paths a rule names does not matter.
fn lines(
    file: FileId,
    text: &str,
    program: &Program,
    rules: &[Rule],
    limits: &Limits,
) -> (BTreeMap<usize, BTreeSet<u32>>, Vec<Notice>) {
    over_program(
        file,
        text,
        program,
        limits,
        |_| true,
        |code, present, candidates, steps| {
            let run = Run::new(program, code, present, steps);
            let lines = LineIndex::new(code.text);
            let found = candidates.iter().filter_map(|number| {
                let own = matches(rules.get(*number)?, &run);
                Some((*number, own.into_iter().map(|one| lines.line(one.range.start)).collect()))
            });
            found.collect()
        },
    )
}

/// The fixtures of a rule file.
fn fixtures(files: &dyn Files, file: FileId) -> impl Iterator<Item = FileId> {
    let path = files.path(file);
    let name = path.rsplit('/').next().unwrap_or(path);
    let folder = path.len() - name.len();
    let stem = name.split('.').next().unwrap_or(name);
    let start = path.get(..folder + stem.len()).unwrap_or(path);
    let first = files.paths().partition_point(|other| **other < *start);
    let paths = files.paths().iter().enumerate().skip(first).take_while(move |(_, other)| other.starts_with(start));
    let own = paths.filter(move |(_, other)| {
        let rest = other.get(start.len()..).unwrap_or_default();
        (rest.is_empty() || rest.starts_with(['.', '/'])) && is_fixture(other)
    });
    own.map(|(number, _)| FileId(number as u32))
}

/// Whether a file may be a fixture, by its name: no rule file, and not what a fix must come to.
fn is_fixture(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_fixed = name.split('.').skip(1).any(|part| part == "fixed");
    let is_test = [".test.yaml", ".test.yml"].iter().any(|ending| name.ends_with(ending));
    let is_yaml = [".yaml", ".yml"].iter().any(|ending| name.ends_with(ending));
    !is_fixed && (is_test || !is_yaml)
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
