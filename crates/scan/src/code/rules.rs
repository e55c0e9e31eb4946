//! Semgrep rules over the code of an application.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use finding::{Confidence, Finding, FixLevel, Location, LooksAt, Notice, Place, RuleId};
use pattern::{Match, Program, Rule, Run, compile, load_files};
use rayon::prelude::*;
use source::{FileId, Files, Limits, LineIndex, Span};
use tree::Language;

use super::{matches, of_language, over_file};

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
    pub analysed: BTreeSet<FileId>,
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

    /// Runs the rules on all files of code.
    pub(crate) fn run(&self, files: &dyn Files, limits: &Limits) -> Found {
        let mut found = Found { notices: self.notices.clone(), ..Found::default() };
        let mut ran: BTreeSet<usize> = BTreeSet::new();
        for language in Language::ALL.iter().copied() {
            let own = of_language(files, language);
            if own.is_empty() {
                continue;
            }
            found.analysed.extend(own.iter().copied());
            let (program, notices) = compile(&self.rules, language);
            found.notices.extend(notices.into_iter().map(without_span));
            ran.extend(program.rules.iter().copied());
            let by_file: Vec<_> = own.par_iter().map(|file| self.file(files, *file, &program, limits)).collect();
            for (findings, notices) in by_file {
                found.findings.extend(findings);
                found.notices.extend(notices);
            }
        }
        found.rules = ran.into_iter().filter_map(|number| self.described(number)).collect();
        found
    }

    /// What the rules of a program find in one file.
    fn file(&self, files: &dyn Files, file: FileId, program: &Program, limits: &Limits) -> (Vec<Finding>, Vec<Notice>) {
        over_file(files, file, program, limits, |run, candidates| {
            let path = files.path(file);
            let rules = candidates.iter().filter_map(|number| Some((*number, self.rules.get(*number)?)));
            let rules = rules.filter(|(_, rule)| rule.paths.contains(path));
            rules.flat_map(|(number, rule)| self.of_rule(number, rule, file, run)).collect()
        })
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

/// A notice of compiling: its message names the rule, and its span points into a rule file.
fn without_span(notice: Notice) -> Notice {
    Notice { place: Place::Scan, ..notice }
}
