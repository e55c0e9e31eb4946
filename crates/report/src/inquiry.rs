//! Answers about policies, for people and as JSON.

mod can;

use std::io;

use ::inquiry::Subject;
use ::inquiry::can::{Answer, Question};
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

/// Writes the answers to `can` as JSON.
///
/// # Errors
/// When `out` does.
pub fn can_json(answers: &CanAnswers<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &can::Document::of(answers))?;
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
            Place::Path(path) => format!("{}  ", plain(path)),
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
