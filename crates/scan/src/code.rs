//! Patterns and rules over the code of an application.

mod fixtures;
mod rules;

use std::cell::Cell;
use std::sync::Arc;

use finding::{Notice, NoticeKind};
use flow::taint;
use pattern::rule::{Mode, Options};
use pattern::{Code, Match, Program, Rule, Run};
use rayon::prelude::*;
use source::{FileId, Files, Limits, ReadError, Span};
use tree::{Language, PatternError, Symbols};

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
fn matches(rule: &Rule, run: &Run<'_>) -> Vec<Match> {
    let mut found = match &rule.mode {
        Mode::Search(formula) => run.matches(rule, formula),
        Mode::Taint(own) => taint(run, rule, own),
        Mode::Join(_) | Mode::Extract(_) | Mode::Dependencies(_) => Vec::new(),
    };
    found.sort_by_key(|one| (one.range.start, one.range.end));
    found
}

fn of_language(files: &dyn Files, language: Language) -> Vec<FileId> {
    let ids = (0..files.paths().len() as u32).map(FileId);
    ids.filter(|file| Language::of_path(files.path(*file)) == Some(language)).collect()
}

/// Looks at a file with those rules of a program that may find something in it; a file that has none is not even parsed.
fn over_file<T: Default>(
    files: &dyn Files,
    file: FileId,
    program: &Program,
    limits: &Limits,
    look: impl FnOnce(&Run<'_>, &[usize]) -> T,
) -> (T, Vec<Notice>) {
    let (text, mut notices) = match read(files, file) {
        Ok(read) => read,
        Err(notice) => return (T::default(), vec![notice]),
    };
    let (present, candidates) = program.candidates(&text);
    if candidates.is_empty() {
        return (T::default(), notices);
    }
    let ((found, stopped), noticed) =
        over_text(file, &text, program.language, &program.symbols, limits, |code, steps| {
            let run = Run::new(program, code, &present, steps);
            (look(&run, &candidates), run.stopped_at())
        });
    notices.extend(noticed);
    notices.extend(stopped.map(|start| too_deep(file, start)));
    (found, notices)
}

/// That taint was not followed into what is nested too deep.
fn too_deep(file: FileId, start: u32) -> Notice {
    let message = "taint is not followed into code that is nested so deep; there may be more to find";
    Notice::at(Span::new(file, start as usize, start as usize + 1), NoticeKind::Limit, message)
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

#[cfg(test)]
mod tests {
    use source::MemoryFiles;

    use super::*;

    const RULE: &str = "rules: [{id: flow, mode: taint, languages: [python], severity: ERROR, message: found, \
                        pattern-sources: [{pattern: source()}], pattern-sinks: [{pattern: sink(...)}]}]";

    #[test]
    fn what_is_nested_too_deep_is_said() {
        let rules = CodeRules::read(&files("rules/a.yaml", RULE), &Limits::default());
        let notices = |code: &str| rules.run(&files("a.py", code), &Limits::default()).notices;
        let deep = format!("sink({}source(){})\n", "[".repeat(400), "]".repeat(400));
        let said = notices(&deep);
        assert!(said.iter().any(|notice| notice.kind == NoticeKind::Limit), "{said:?}");
        assert!(notices("sink(source())\n").is_empty());
    }

    fn files(path: &str, text: &str) -> MemoryFiles {
        MemoryFiles::new([(path, text.as_bytes().to_vec())])
    }
}
