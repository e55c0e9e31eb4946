//! Rules against the fixtures beside them.

use std::collections::{BTreeMap, BTreeSet};

use finding::{Notice, NoticeKind};
use pattern::{Annotation, AnnotationEngine, Expectation, Program, Rule};
use pattern::{annotations, is_rule_path, load, out_of_scope};
use source::{FileId, Files, Limits, LineIndex};

use super::hit::{Hit, hits};
use super::programs::Programs;
use super::{over_program, read};

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
    /// Where a fixture with the fixes made differs from the file that shows it: file and line.
    pub wrong_fixes: Vec<(FileId, u32)>,
    /// How many lines of the fixtures must be found.
    pub wanted: usize,
    /// How many lines of the fixtures must not be found.
    pub unwanted: usize,
    /// How many fixtures it ran on.
    pub fixtures: usize,
    /// Whether one of its patterns cannot be read, so that it did not run.
    pub is_broken: bool,
}

impl RuleTest {
    /// Whether all is as the fixtures say.
    pub fn passes(&self) -> bool {
        self.missing.is_empty() && self.unexpected.is_empty() && self.wrong_fixes.is_empty() && !self.is_broken
    }
}

/// What the fixtures say of the rules beside them.
#[derive(Debug, Clone, Default)]
pub struct RuleTests {
    /// Each rule that has fixtures, and each that cannot be run.
    pub tests: Vec<RuleTest>,
    /// The rules and rule files that cannot be read, and why.
    pub unread: Vec<Notice>,
    /// What else was not done.
    pub notices: Vec<Notice>,
}

/// Runs every rule file on the fixtures beside it: files of the same name up to its first dot, or in a folder of that name.
/// Comments in them say what must be found on the next line: `ruleid: ID` or `ok: ID`; `todoruleid` and `todook` allow either.
pub fn test_rules(files: &dyn Files, limits: &Limits) -> RuleTests {
    let (mut tests, mut notices, mut all, mut unread) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let ids = (0..files.paths().len() as u32).map(FileId);
    for file in ids.filter(|file| is_rule_path(files.path(*file))) {
        let Ok(bytes) = files.read(file) else { continue };
        let (text, _) = syntax::decode(file, bytes);
        let (rules, noticed) = load(file, &text, limits);
        let is_fault = |notice: &Notice| matches!(notice.kind, NoticeKind::Invalid | NoticeKind::Malformed);
        let (faults, noticed): (Vec<Notice>, Vec<Notice>) = noticed.into_iter().partition(is_fault);
        unread.extend(faults);
        notices.extend(noticed);
        tests.extend(of_file(files, file, &rules, limits, &mut notices));
        all.extend(rules);
    }
    // What is said of all rules comes first.
    notices.splice(0..0, out_of_scope(&all));
    RuleTests { tests, unread, notices }
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
    // A rule without a fixture is still read, so that a broken one is told.
    let of_rules = rules.iter().flat_map(|rule| &rule.languages).flat_map(|language| language.code());
    let named = of_rules.flat_map(|language| language.endings().first()).map(|ending| format!("fixture.{ending}"));
    let named: Vec<String> = named.collect();
    let paths = fixtures.iter().map(|fixture| files.path(*fixture));
    let programs = Programs::of(rules, paths.chain(named.iter().map(String::as_str)));
    for (program, noticed) in programs.keys().filter_map(|key| programs.get(key)) {
        notices.extend(noticed.iter().cloned());
        for (number, rule) in numbered(rules, &program.broken) {
            tests.entry(number).or_insert_with(|| RuleTest::of(rule, file)).is_broken = true;
        }
    }
    for fixture in fixtures {
        let (text, noticed) = match read(files, fixture) {
            Ok(read) => read,
            Err(notice) => {
                notices.push(notice);
                continue;
            }
        };
        let own: Vec<&Program> =
            programs.for_path(files.path(fixture)).filter_map(|key| Some(&programs.get(key)?.0)).collect();
        notices.extend(noticed.into_iter().filter(|_| own.iter().any(|program| !program.rules.is_empty())));
        let (marks, index) = (annotations(&text), LineIndex::new(&text));
        for program in own {
            let (found, noticed) = hits_of(fixture, &text, program, rules, limits);
            notices.extend(noticed);
            let wrong_fix = wrong_fix(files, fixture, &text, found.values().flatten(), rules);
            for (number, rule) in numbered(rules, &program.rules) {
                let lines = found.get(&number).into_iter().flatten().map(|hit| index.line(hit.start())).collect();
                let test = tests.entry(number).or_insert_with(|| RuleTest::of(rule, file));
                test.judge(fixture, &marks, &lines);
                test.wrong_fixes.extend(wrong_fix.filter(|_| rule.fix.is_some() || rule.fix_regex.is_some()));
            }
        }
    }
    tests.into_values().collect()
}

/// The rules of these numbers.
fn numbered<'r>(rules: &'r [Rule], numbers: &[usize]) -> impl Iterator<Item = (usize, &'r Rule)> {
    numbers.iter().filter_map(|number| Some((*number, rules.get(*number)?)))
}

/// What the rules of a program find, by their numbers. What paths a rule names does not matter.
fn hits_of(
    file: FileId,
    text: &str,
    program: &Program,
    rules: &[Rule],
    limits: &Limits,
) -> (BTreeMap<usize, Vec<Hit>>, Vec<Notice>) {
    let all = |_| true;
    over_program(file, text, program, limits, false, all, |run, candidates| {
        numbered(rules, candidates).map(|(number, rule)| (number, hits(number, rule, run, None))).collect()
    })
}

/// Where the fixture with all fixes made differs from the file beside it that shows them, `x.fixed.py` beside `x.py`: its first
/// line that is not as it should be.
fn wrong_fix<'h>(
    files: &dyn Files,
    fixture: FileId,
    text: &str,
    hits: impl Iterator<Item = &'h Hit>,
    rules: &[Rule],
) -> Option<(FileId, u32)> {
    let (stem, ending) = files.path(fixture).rsplit_once('.')?;
    let expected_file = files.find(&format!("{stem}.fixed.{ending}"))?;
    let (expected, _) = read(files, expected_file).ok()?;
    let fixes = hits.filter_map(|hit| hit.fix(rules.get(hit.rule)?, fixture, text));
    let fixed = fix::all(text, fixes);
    let pairs = (1..).zip(expected.lines().map(Some).chain(std::iter::repeat(None)));
    let mut own = fixed.lines().map(Some).chain(std::iter::repeat(None));
    let mut pairs = pairs.map(|(line, expected)| (line, expected, own.next().flatten()));
    let (line, expected, own) = pairs.find(|(_, expected, own)| expected != own || expected.is_none())?;
    (expected != own).then_some((expected_file, line))
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
        Self {
            rule,
            file,
            missing: Vec::new(),
            unexpected: Vec::new(),
            wrong_fixes: Vec::new(),
            wanted: 0,
            unwanted: 0,
            fixtures: 0,
            is_broken: false,
        }
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
        self.wanted += wanted.len();
        self.unwanted += about(Expectation::NoFinding).len();
        self.fixtures += 1;
    }
}
