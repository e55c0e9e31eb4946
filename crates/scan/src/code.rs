//! Patterns and rules over the code of an application.

mod cache;
mod fixtures;
mod generated;
mod handlers;
mod hit;
mod owasp;
mod rules;
mod secrets;

use std::cell::Cell;
use std::sync::Arc;

use finding::{Notice, NoticeKind};
use flow::{Events, taint};
use pattern::rule::{Mode, Options};
use pattern::{Code, Match, Present, Program, Rule, Run};
use rayon::prelude::*;
use source::{FileId, Files, Limits, ReadError};
use tree::{Language, PatternError, Symbols};

pub use cache::Cache;
pub use fixtures::{RuleTest, test_rules};
pub use rules::CodeRules;

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The bytes.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

/// Where a pattern matches in the files of its language, in order.
///
/// # Errors
/// When the text is no pattern.
pub fn search(
    files: &dyn Files,
    text: &str,
    languages: &[Language],
    limits: &Limits,
) -> Result<(Vec<Place>, Vec<Notice>), PatternError> {
    let mut places = Vec::new();
    let mut notices = Vec::new();
    for language in languages {
        let mut symbols = Symbols::new();
        let pattern = tree::pattern(text, *language, &mut symbols)?;
        let symbols = Arc::new(symbols);
        let own = of_language(files, *language);
        let found: Vec<_> = own
            .par_iter()
            .map(|file| {
                parsed(files, *file, *language, &symbols, limits, |code, steps| {
                    pattern::matches(&pattern, &symbols, code, &Options::default(), steps)
                        .into_iter()
                        .map(|found| found.range)
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        for (file, (ranges, noticed)) in own.into_iter().zip(found) {
            places.extend(ranges.into_iter().map(|range| Place { file, start: range.start, end: range.end }));
            notices.extend(noticed);
        }
    }
    places.sort();
    places.dedup();
    Ok((places, notices))
}

/// What a rule finds in a file, in the order of the text.
fn matches(rule: &Rule, run: &Run<'_>, events: Option<&Events>) -> Vec<Match> {
    let mut found = match &rule.mode {
        Mode::Search(formula) => run.matches(rule, formula),
        Mode::Taint(own) => taint(run, rule, own, events),
        Mode::Join(_) | Mode::Extract(_) | Mode::Dependencies(_) => Vec::new(),
    };
    found.sort_by_key(|one| (one.range.start, one.range.end));
    found
}

fn of_language(files: &dyn Files, language: Language) -> Vec<FileId> {
    let ids = (0..files.paths().len() as u32).map(FileId);
    ids.filter(|file| Language::of_path(files.path(*file)) == Some(language)).collect()
}

/// Looks at a text with those rules of a program that may find something in it; one that has none is not even parsed.
fn over_candidates<T: Default>(
    file: FileId,
    text: &str,
    program: &Program,
    limits: &Limits,
    look: impl FnOnce(Code<'_>, &Present, &[usize], &Cell<usize>) -> T,
) -> (T, Vec<Notice>) {
    let (present, candidates) = program.candidates(text);
    if candidates.is_empty() {
        return (T::default(), Vec::new());
    }
    let (found, mut notices) = over_text(file, text, program.language, &program.symbols, limits, |code, steps| {
        look(code, &present, &candidates, steps)
    });
    if let Some(how) = generated::generated(text) {
        let message = format!("this code is {how}; what is found in it is to be mended where it comes from");
        notices.push(Notice::file(file, NoticeKind::Generated, message));
    }
    (found, notices)
}

/// Reads and parses a file, and looks at its code.
fn parsed<T: Default>(
    files: &dyn Files,
    file: FileId,
    language: Language,
    symbols: &Arc<Symbols>,
    limits: &Limits,
    look: impl FnOnce(Code<'_>, &Cell<usize>) -> T,
) -> (T, Vec<Notice>) {
    match read(files, file) {
        Ok((text, notices)) => {
            let (found, noticed) = over_text(file, &text, language, symbols, limits, look);
            (found, notices.into_iter().chain(noticed).collect())
        }
        Err(notice) => (T::default(), vec![notice]),
    }
}

/// The text of a file.
fn read(files: &dyn Files, file: FileId) -> Result<(String, Vec<Notice>), Notice> {
    let bytes = files.read(file).map_err(|error| {
        let is_too_large = matches!(error, ReadError::TooLarge { .. });
        let kind = if is_too_large { NoticeKind::Limit } else { NoticeKind::Unreadable };
        Notice::file(file, kind, error.to_string())
    })?;
    let (text, notices) = syntax::decode(file, bytes);
    Ok((text.to_string(), notices))
}

/// Parses a text and looks at its code within the limits of steps; what was not looked at is said.
fn over_text<T>(
    file: FileId,
    text: &str,
    language: Language,
    symbols: &Arc<Symbols>,
    limits: &Limits,
    look: impl FnOnce(Code<'_>, &Cell<usize>) -> T,
) -> (T, Vec<Notice>) {
    let (tree, mut notices) = tree::parse(file, text, language, symbols, limits);
    let names = tree::names(&tree);
    let steps = Cell::new(limits.steps);
    let found = look(Code { text, tree: &tree, names: &names }, &steps);
    if steps.get() == 0 {
        let message = format!("matching took more than {} steps; there may be more to find", limits.steps);
        notices.push(Notice::file(file, NoticeKind::Limit, message));
    }
    (found, notices)
}
