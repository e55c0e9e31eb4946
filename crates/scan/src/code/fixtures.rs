//! Rules against the fixtures beside them.

use std::collections::{BTreeMap, BTreeSet};

use finding::Notice;
use pattern::{Annotation, AnnotationEngine, Expectation, Rule, Run, annotations, compile, is_rule_path, load};
use source::{FileId, Files, Limits, LineIndex};
use tree::Language;

use super::hit::{Hit, hits};
use super::{over_candidates, read};

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
        let (text, noticed) = read(files, fixture).unwrap_or_else(|notice| (String::new(), vec![notice]));
        notices.extend(noticed);
        let (found, noticed) = over_candidates(fixture, &text, &program, limits, |code, present, candidates, steps| {
            let run = Run::new(&program, code, present, steps);
            let found =
                candidates.iter().filter_map(|number| Some((*number, hits(*number, rules.get(*number)?, &run, None))));
            found.collect::<BTreeMap<usize, Vec<Hit>>>()
        });
        notices.extend(noticed);
        let (marks, index) = (annotations(&text), LineIndex::new(&text));
        let wrong_fix = wrong_fix(files, fixture, &text, found.values().flatten(), rules);
        for number in &program.rules {
            let Some(rule) = rules.get(*number) else { continue };
            let lines = found.get(number).into_iter().flatten().map(|hit| index.line(hit.start())).collect();
            let test = tests.entry(*number).or_insert_with(|| RuleTest::of(rule, file));
            test.judge(fixture, &marks, &lines);
            test.wrong_fixes.extend(wrong_fix.filter(|_| rule.fix.is_some() || rule.fix_regex.is_some()));
        }
        for rule in program.broken.iter().filter_map(|number| Some((*number, rules.get(*number)?))) {
            tests.entry(rule.0).or_insert_with(|| RuleTest::of(rule.1, file)).is_broken = true;
        }
    }
    tests.into_values().collect()
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
        Self {
            rule,
            file,
            missing: Vec::new(),
            unexpected: Vec::new(),
            wrong_fixes: Vec::new(),
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
        self.fixtures += 1;
    }
}
