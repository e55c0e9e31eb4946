//! Answers about policies, for people and as JSON.

mod can;
mod diff;
mod explain;
mod who;
mod words;

use std::io;

use ::inquiry::Subject;
use ::inquiry::can::{Answer, Question};
use ::inquiry::diff::Diff;
use ::inquiry::explain::Told;
use finding::{Notice, Place};
use scan::Sources;

use crate::Style;
use crate::place::TextPlace;
use crate::style::{harmless, plain};

/// The answers to one question, one per deployment that makes a difference.
#[derive(Debug)]
pub struct CanAnswers<'a> {
    /// What was asked.
    pub question: &'a Question,
    /// Who was asked about, and what is so.
    pub answers: &'a [(Subject, Answer)],
    /// What the answers do not take into account.
    pub notices: &'a [Notice],
    /// The texts that they point to.
    pub sources: &'a Sources,
}

/// Writes the answers to `can` for people.
///
/// # Errors
/// When `out` does.
pub fn can(answers: &CanAnswers<'_>, style: &Style, out: &mut dyn io::Write) -> io::Result<()> {
    write!(out, "{}", harmless(can::human(answers, style)))?;
    notices(answers.notices, answers.sources, style, out)
}

/// Writes who may, for people.
///
/// # Errors
/// When `out` does.
pub fn who(answers: &CanAnswers<'_>, style: &Style, out: &mut dyn io::Write) -> io::Result<()> {
    write!(out, "{}", harmless(who::human(answers, style)))?;
    notices(answers.notices, answers.sources, style, out)
}

/// Writes the answers to `can` and `who` as JSON.
///
/// # Errors
/// When `out` does.
pub fn can_json(answers: &CanAnswers<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &can::Document::of(answers))?;
    writeln!(out)
}

/// What is new, one comparison for each principal or policy.
#[derive(Debug)]
pub struct Diffs<'a> {
    /// What was compared, by name, and what is new in it.
    pub diffs: &'a [(String, Diff)],
    /// What the answers do not take into account.
    pub notices: &'a [Notice],
    /// The texts that they point to.
    pub sources: &'a Sources,
}

/// Writes what is new for people.
///
/// # Errors
/// When `out` does.
pub fn diff(diffs: &Diffs<'_>, style: &Style, out: &mut dyn io::Write) -> io::Result<()> {
    write!(out, "{}", harmless(diff::human(diffs, style)))?;
    notices(diffs.notices, diffs.sources, style, out)
}

/// Writes what is new as JSON.
///
/// # Errors
/// When `out` does.
pub fn diff_json(diffs: &Diffs<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &diff::Document::of(diffs))?;
    writeln!(out)
}

/// Policies in words.
#[derive(Debug)]
pub struct Explanations<'a> {
    /// What was explained, by name and kind, and its statements.
    pub told: &'a [(String, Vec<Told>)],
    /// What was not taken into account.
    pub notices: &'a [Notice],
    /// The texts that they point to.
    pub sources: &'a Sources,
}

/// Writes policies in words, for people.
///
/// # Errors
/// When `out` does.
pub fn explain(explanations: &Explanations<'_>, style: &Style, out: &mut dyn io::Write) -> io::Result<()> {
    write!(out, "{}", harmless(explain::human(explanations, style)))?;
    notices(explanations.notices, explanations.sources, style, out)
}

/// Writes policies in words as JSON.
///
/// # Errors
/// When `out` does.
pub fn explain_json(explanations: &Explanations<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &explain::Document::of(explanations))?;
    writeln!(out)
}

/// Notices that are shown.
const SHOWN: usize = 5;

/// What was not taken into account, one line each.
fn notices(notices: &[Notice], sources: &Sources, style: &Style, out: &mut dyn io::Write) -> io::Result<()> {
    if notices.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nnot fully understood · {}", notices.len())?;
    let shown = if style.verbose { usize::MAX } else { SHOWN };
    for notice in notices.iter().take(shown) {
        let place = match &notice.place {
            Place::Scan => String::new(),
            Place::Path(path) | Place::Beside(path, _) => format!("{}  ", plain(path)),
            Place::File(file) => format!("{}  ", plain(sources.path(*file))),
            Place::Span(span) => format!("{}  ", plain(&TextPlace::of(sources, *span).short())),
        };
        writeln!(out, "  {place}{}", plain(&notice.message))?;
    }
    match notices.len().checked_sub(shown).filter(|more| *more > 0) {
        Some(more) => writeln!(out, "  … and {more} more; --verbose shows all"),
        None => Ok(()),
    }
}
