//! Semgrep rules over the code of an application.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use finding::{Confidence, Finding, FixLevel, Location, LooksAt, Notice, NoticeKind, Place, RuleId};
use pattern::{Match, Rule, Run, load_files};
use rayon::prelude::*;
use source::{FileId, Files, Limits, LineIndex, Span};
use tree::Language;

use super::programs::Programs;
use super::{matches, over_program, read, read_text};

/// Rules that a scan also runs, read from rule files.
#[derive(Debug, Clone, Default)]
pub struct CodeRules {
    rules: Arc<Vec<Rule>>,
    /// The id of each rule in reports, by its number.
    ids: Arc<Vec<RuleId>>,
    /// What was not understood of the rule files; the places are paths.
    notices: Vec<Notice>,
}

/// What rules find in the code of an application.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub findings: Vec<Finding>,
    pub notices: Vec<Notice>,
    /// The rules that ran, as reports describe them.
    pub rules: Vec<finding::Rule>,
    /// The files of code.
    pub code: BTreeSet<FileId>,
    /// How many files were looked at.
    pub files: usize,
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Looked {
    /// No rule looks at it.
    Not,
    /// It is no text.
    Binary,
    /// Rules looked at it.
    Whole,
}

impl CodeRules {
    /// Reads the rules of all given files. A rule that is not valid is left out with a notice.
    pub fn read(files: &dyn Files, limits: &Limits) -> Self {
        let every: Vec<FileId> = (0..files.paths().len() as u32).map(FileId).collect();
        let (rules, notices) = load_files(files, &every, limits);
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for rule in &rules {
            *counts.entry(rule.id.as_str()).or_default() += 1;
        }
        // Where several files have a rule of one name, their folders tell them apart.
        let id = |rule: &Rule| match counts.get(rule.id.as_str()) {
            Some(1) => RuleId::new(&format!("code/{}", rule.id)),
            _ => RuleId::new(&format!("code/{}", rule.path_id(files))),
        };
        let ids = rules.iter().map(id).collect();
        let notices = notices.into_iter().map(|notice| by_path(files, notice)).collect();
        Self { rules: Arc::new(rules), ids: Arc::new(ids), notices }
    }

    /// Whether there is no rule and nothing to say.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty() && self.notices.is_empty()
    }

    /// Runs the rules on all files that they look at.
    pub(crate) fn run(&self, files: &dyn Files, limits: &Limits) -> Found {
        let paths = || files.paths().iter().map(|path| &**path);
        let (programs, noticed) = Programs::of(&self.rules, paths());
        let mut found = Found { notices: self.notices.clone(), ..Found::default() };
        found.notices.extend(noticed.into_iter().map(without_span));
        let ids: Vec<FileId> = (0..files.paths().len() as u32).map(FileId).collect();
        let is_code = |file: &&FileId| Language::of_path(files.path(**file)).is_some();
        found.code.extend(ids.iter().filter(is_code));
        let by_file: Vec<_> = ids.par_iter().map(|file| self.file(files, *file, &programs, limits)).collect();
        let mut binary = 0;
        for (looked, findings, notices) in by_file {
            found.files += usize::from(looked == Looked::Whole);
            binary += usize::from(looked == Looked::Binary);
            found.findings.extend(findings);
            found.notices.extend(notices);
        }
        found.notices.extend(no_text(binary));
        let ran: BTreeSet<usize> = programs.all().flat_map(|program| &program.rules).copied().collect();
        found.rules = ran.into_iter().filter_map(|number| self.described(number)).collect();
        found
    }

    /// What the rules find in one file, which is read once for all of them, and not at all if none looks at it.
    fn file(
        &self,
        files: &dyn Files,
        file: FileId,
        programs: &Programs,
        limits: &Limits,
    ) -> (Looked, Vec<Finding>, Vec<Notice>) {
        let path = files.path(file);
        let mut own = programs.for_path(path);
        let wanted = if own.is_empty() { BTreeSet::new() } else { programs.wanted(path) };
        own.retain(|program| program.language.is_some() || program.rules.iter().any(|number| wanted.contains(number)));
        if own.is_empty() {
            return (Looked::Not, Vec::new(), Vec::new());
        }
        let text = match Language::of_path(path) {
            Some(_) => read(files, file).map(Some),
            None => read_text(files, file).map(|text| text.map(|text| (text, Vec::new()))),
        };
        let (text, mut notices) = match text {
            Ok(Some(read)) => read,
            Ok(None) => return (Looked::Binary, Vec::new(), Vec::new()),
            Err(notice) => return (Looked::Whole, Vec::new(), vec![notice]),
        };
        let mut findings = Vec::new();
        for program in own {
            let is_wanted = |number| wanted.contains(&number);
            let (found, noticed) =
                over_program(file, &text, program, limits, is_wanted, |code, present, candidates, steps| {
                    let run = Run::new(program, code, present, steps);
                    let rules = candidates.iter().filter_map(|number| Some((*number, self.rules.get(*number)?)));
                    rules.flat_map(|(number, rule)| self.of_rule(number, rule, file, &run)).collect::<Vec<_>>()
                });
            findings.extend(found);
            notices.extend(noticed);
        }
        (Looked::Whole, findings, notices)
    }

    fn of_rule(&self, number: usize, rule: &Rule, file: FileId, run: &Run<'_>) -> Vec<Finding> {
        let Some(id) = self.ids.get(number) else { return Vec::new() };
        let mut findings: Vec<Finding> = Vec::new();
        for one in matches(rule, run) {
            let span = Span::new(file, one.range.start as usize, one.range.end as usize);
            if findings.last().is_some_and(|last| last.location.span == span) {
                continue;
            }
            let location = Location { span, resource: String::new() };
            let confidence = rule.metadata.confidence.unwrap_or(Confidence::Medium);
            let message = message(rule, &one, run);
            findings.push(Finding::new(id.clone(), rule.severity.level(), confidence, location, message));
        }
        findings
    }

    /// A rule as reports describe it.
    fn described(&self, number: usize) -> Option<finding::Rule> {
        let (rule, id) = (self.rules.get(number)?, self.ids.get(number)?);
        let message = one_line(rule.message.as_str());
        let mut page = format!("# {id}\n\n## What\n\n{message}\n");
        let references: Vec<String> =
            rule.metadata.references.iter().map(|reference| format!("- <{reference}>\n")).collect();
        if !references.is_empty() {
            page.push_str(&format!("\n## References\n\n{}", references.concat()));
        }
        Some(finding::Rule {
            id: Cow::Owned(id.to_string()),
            title: Cow::Owned(first_sentence(&message).to_owned()),
            highest: rule.severity.level(),
            confidence: rule.metadata.confidence.unwrap_or(Confidence::Medium),
            cwe: Cow::Owned(rule.metadata.cwe.clone()),
            owasp: &[],
            attack: &[],
            compliance: &[],
            looks_at: LooksAt::Code,
            fix: FixLevel::None,
            page: Cow::Owned(page),
        })
    }
}

/// The rule's message with what its metavariables stand for.
fn message(rule: &Rule, found: &Match, run: &Run<'_>) -> String {
    let mut text = rule.message.as_str().to_owned();
    let mut bound: Vec<(&str, Arc<str>)> =
        found.environment.iter().map(|(name, bound)| (run.name(name), run.code().text_of(bound))).collect();
    // The longest first, so that `$X` does not eat the head of `$XS`.
    bound.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    for (name, value) in bound {
        if text.contains(name) {
            text = text.replace(name, &one_line(&value));
        }
    }
    one_line(&text)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn first_sentence(text: &str) -> &str {
    text.split_once(". ").map_or(text, |(first, _)| first).trim_end_matches('.')
}

/// A notice about a rule file, whose id means nothing among the files of the scan.
fn by_path(files: &dyn Files, notice: Notice) -> Notice {
    let (file, at) = match notice.place {
        Place::Span(span) => (span.file, Some(span.start)),
        Place::File(file) => (file, None),
        Place::Scan | Place::Path(_) => return notice,
    };
    let path = files.path(file);
    let line = at.and_then(|at| {
        let text = syntax::decode(file, files.read(file).ok()?).0;
        Some(LineIndex::new(&text).line(at))
    });
    let place = line.map_or_else(|| path.to_owned(), |line| format!("{path}:{line}"));
    Notice { place: Place::Path(place), ..notice }
}

/// Says how many files are no text, if any are.
fn no_text(files: usize) -> Option<Notice> {
    let what = if files == 1 { "1 file is".to_owned() } else { format!("{files} files are") };
    let message = format!("{what} no text; rules for the text of any file were not run on them");
    (files > 0).then_some(Notice { place: Place::Scan, kind: NoticeKind::Skipped, message })
}

/// A notice of compiling: its message names the rule, and its span points into a rule file.
fn without_span(notice: Notice) -> Notice {
    Notice { place: Place::Scan, ..notice }
}
