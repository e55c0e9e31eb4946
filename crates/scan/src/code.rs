//! Patterns and rules over the code of an application.

mod cache;
mod callables;
mod fixtures;
mod generated;
mod handlers;
mod hit;
mod owasp;
mod programs;
mod rules;
mod secrets;

use std::cell::Cell;
use std::ops::Range;
use std::sync::Arc;

use finding::{Notice, NoticeKind};
use flow::{Events, taint};
use pattern::rule::{Mode, Options};
use pattern::{Code, Match, Program, Rule, Run, TextKind, TextPattern, text_kind};
use rayon::prelude::*;
use source::{FileId, Files, Limits, ReadError, Span};
use tree::{Language, PatternError, Symbols, Tree};

pub use cache::Cache;
pub use callables::{Called, Wanted, called};
pub use fixtures::{RuleTest, RuleTests, test_rules};
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

/// Where a pattern matches in the files of its language, in order; for `generic` and `regex`, in all that are text.
///
/// # Errors
/// When the text is no pattern: what is wrong with it.
pub fn search(
    files: &dyn Files,
    text: &str,
    language: pattern::Language,
    limits: &Limits,
) -> Result<(Vec<Place>, Vec<Notice>), String> {
    let (mut places, notices) = if language.is_text() {
        search_texts(files, &TextPattern::read(text, language, &Options::default())?, limits)
    } else {
        search_code(files, text, language.code(), limits).map_err(|error| error.to_string())?
    };
    places.sort();
    places.dedup();
    Ok((places, notices))
}

fn search_code(
    files: &dyn Files,
    text: &str,
    languages: &[Language],
    limits: &Limits,
) -> Result<(Vec<Place>, Vec<Notice>), PatternError> {
    let (mut places, mut notices) = (Vec::new(), Vec::new());
    for language in languages {
        let mut symbols = Symbols::new();
        let pattern = tree::pattern(text, *language, &mut symbols)?;
        let symbols = Arc::new(symbols);
        let look = |code: Code<'_>, steps: &Cell<usize>| {
            let found = pattern::matches(&pattern, &symbols, code, &Options::default(), steps);
            found.into_iter().map(|found| found.range).collect::<Vec<_>>()
        };
        let own = of_language(files, *language);
        let found = own.par_iter().map(|file| match read(files, *file) {
            Ok((text, noticed)) => {
                let (found, more) = over_text(*file, &text, Some(*language), &symbols, limits, look);
                (placed(*file, found), noticed.into_iter().chain(more).collect())
            }
            Err(notice) => (Vec::new(), vec![notice]),
        });
        join(found.collect(), &mut places, &mut notices);
    }
    Ok((places, notices))
}

fn search_texts(files: &dyn Files, pattern: &TextPattern, limits: &Limits) -> (Vec<Place>, Vec<Notice>) {
    let (mut places, mut notices) = (Vec::new(), Vec::new());
    let ids: Vec<FileId> = (0..files.paths().len() as u32).map(FileId).collect();
    let found = ids.par_iter().map(|file| match read_text(files, *file) {
        Ok(None) => (Vec::new(), Vec::new()),
        Ok(Some(text)) => {
            let steps = Cell::new(limits.steps);
            let found = placed(*file, pattern.find(&text, &steps));
            (found, out_of_steps(*file, &steps, limits).into_iter().collect())
        }
        Err(notice) => (Vec::new(), vec![notice]),
    });
    join(found.collect(), &mut places, &mut notices);
    (places, notices)
}

fn placed(file: FileId, ranges: Vec<Range<u32>>) -> Vec<Place> {
    ranges.into_iter().map(|range| Place { file, start: range.start, end: range.end }).collect()
}

/// Adds what was found in each file.
fn join<T>(found: Vec<(Vec<T>, Vec<Notice>)>, all: &mut Vec<T>, notices: &mut Vec<Notice>) {
    for (own, noticed) in found {
        all.extend(own);
        notices.extend(noticed);
    }
}

/// What a rule finds in a file, in the order of the text, each with where its taint comes from.
fn matches(rule: &Rule, run: &Run<'_>, events: Option<&Events>) -> Vec<(Match, Option<Range<u32>>)> {
    let mut found: Vec<_> = match &rule.mode {
        Mode::Search(formula) => run.matches(rule, formula).into_iter().map(|found| (found, None)).collect(),
        Mode::Taint(own) => {
            taint(run, rule, own, events).into_iter().map(|one| (one.found, Some(one.source))).collect()
        }
        Mode::Join(_) | Mode::Extract(_) | Mode::Dependencies(_) => Vec::new(),
    };
    found.sort_by_key(|(one, _)| (one.range.start, one.range.end));
    found
}

fn of_language(files: &dyn Files, language: Language) -> Vec<FileId> {
    let ids = (0..files.paths().len() as u32).map(FileId);
    ids.filter(|file| Language::of_path(files.path(*file)) == Some(language)).collect()
}

/// Looks at a text with those rules of a program that may find something in it and that are wanted; one that has none is
/// not even parsed.
fn over_program<T: Default>(
    file: FileId,
    text: &str,
    program: &Program,
    limits: &Limits,
    has_events: bool,
    is_wanted: impl Fn(usize) -> bool,
    look: impl FnOnce(&Run<'_>, &[usize]) -> T,
) -> (T, Vec<Notice>) {
    let (present, mut candidates) = program.candidates(text, has_events);
    candidates.retain(|number| is_wanted(*number));
    if candidates.is_empty() {
        return (T::default(), Vec::new());
    }
    let look = |code: Code<'_>, steps: &Cell<usize>| {
        let run = Run::new(program, code, &present, steps);
        (look(&run, &candidates), run.stopped_at())
    };
    let ((found, stopped), mut notices) = over_text(file, text, program.language, &program.symbols, limits, look);
    notices.extend(stopped.map(|start| too_deep(file, start)));
    if let Some(how) = program.language.and_then(|_| generated::generated(text)) {
        let message = format!("this code is {how}; what is found in it is to be mended where it comes from");
        notices.push(Notice::file(file, NoticeKind::Generated, message));
    }
    (found, notices)
}

/// The text of a file.
fn read(files: &dyn Files, file: FileId) -> Result<(String, Vec<Notice>), Notice> {
    Ok(syntax::decode(file, read_bytes(files, file)?))
}

/// The text of a file of any kind; none for one that holds no text. Bytes that are not of its encoding do not matter here.
fn read_text(files: &dyn Files, file: FileId) -> Result<Option<String>, Notice> {
    let bytes = read_bytes(files, file)?;
    let is_text = text_kind(&bytes) != TextKind::Binary;
    Ok(is_text.then(|| syntax::decode(file, bytes).0))
}

fn read_bytes(files: &dyn Files, file: FileId) -> Result<Vec<u8>, Notice> {
    files.read(file).map_err(|error| {
        let is_too_large = matches!(error, ReadError::TooLarge { .. });
        let kind = if is_too_large { NoticeKind::Limit } else { NoticeKind::Unreadable };
        Notice::file(file, kind, error.to_string())
    })
}

/// Looks at a text, parsed if it is code, within the limits of steps; what was not looked at is said.
fn over_text<T>(
    file: FileId,
    text: &str,
    language: Option<Language>,
    symbols: &Arc<Symbols>,
    limits: &Limits,
    look: impl FnOnce(Code<'_>, &Cell<usize>) -> T,
) -> (T, Vec<Notice>) {
    let (tree, mut notices) = match language {
        Some(language) => tree::parse(file, text, language, symbols, limits),
        None => (Tree::of_text(symbols), Vec::new()),
    };
    let names = tree::names(&tree);
    let steps = Cell::new(limits.steps);
    let found = look(Code { text, tree: &tree, names: &names }, &steps);
    notices.extend(out_of_steps(file, &steps, limits));
    (found, notices)
}

/// Says that the steps were used up, if they were.
fn out_of_steps(file: FileId, steps: &Cell<usize>, limits: &Limits) -> Option<Notice> {
    let message = || format!("matching took more than {} steps; there may be more to find", limits.steps);
    (steps.get() == 0).then(|| Notice::file(file, NoticeKind::Limit, message()))
}

/// That taint was not followed into what is nested too deep.
fn too_deep(file: FileId, start: u32) -> Notice {
    let message = "taint is not followed into code that is nested so deep; there may be more to find";
    Notice::at(Span::new(file, start as usize, start as usize + 1), NoticeKind::Limit, message)
}

#[cfg(test)]
mod tests {
    use source::MemoryFiles;

    use super::*;

    const RULE: &str = "rules: [{id: flow, mode: taint, languages: [python], severity: ERROR, message: found, \
                        pattern-sources: [{pattern: source()}], pattern-sinks: [{pattern: sink(...)}]}]";

    #[test]
    fn what_is_nested_too_deep_is_said() {
        let rules = CodeRules::read(&files("rules/a.yaml", RULE), &[], &Limits::default());
        let notices =
            |code: &str| rules.run(&files("a.py", code), &model::Project::default(), &Limits::default(), None).notices;
        let deep = format!("sink({}source(){})\n", "[".repeat(400), "]".repeat(400));
        let said = notices(&deep);
        assert!(said.iter().any(|notice| notice.kind == NoticeKind::Limit), "{said:?}");
        assert!(notices("sink(source())\n").is_empty());
    }

    fn files(path: &str, text: &str) -> MemoryFiles {
        MemoryFiles::new([(path, text.as_bytes().to_vec())])
    }
}
