//! What a new policy allows that an old one did not, as few small statements, each with a request that shows it.
//!
//! Every Allow of the new side is cut into pieces: one action, one resource pattern, one principal. A piece is dropped
//! when it is proved to be allowed by the old side. Wildcards in actions are taken for the actions that exist. Actions of
//! which the same statements speak share their proof. The pieces that are left are put together again, and of what is
//! printed it is proved that it is new, and that nothing else is.

mod actions;
mod example;
mod narrow;
mod piece;
mod side;

use policy::decide::{Answer, Cap, Expression, Space, is_empty};
use policy::{PolicyDocument, Statement};

use crate::can::Example;

pub use side::Side;

use piece::Pieces;

/// What is newly allowed.
#[derive(Debug, Clone)]
pub struct Diff {
    /// The answer in short.
    pub verdict: Verdict,
    /// What is newly allowed, in the order of the new side.
    pub additions: Vec<Addition>,
    /// Wildcards under which nothing else is new today, but actions that AWS adds later will be.
    pub future: Vec<String>,
    /// Whether nothing else is new, for every action that exists.
    pub complete: Complete,
}

/// The answer in short.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Everything that the new side allows, the old side allows too.
    Nothing,
    /// Something is newly allowed.
    New,
    /// Nothing was found, but the search reached this cap.
    Undecided(Cap),
}

/// Whether the additions are all that is new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Complete {
    /// It is proved.
    Proved,
    /// It is not: the search reached this cap.
    Open(Cap),
    /// They are not: something else is new too.
    No,
}

/// One statement of what is newly allowed.
#[derive(Debug, Clone)]
pub struct Addition {
    /// The statement: that of the new side with the part that is new.
    pub statement: Statement,
    /// A document with that statement only.
    pub document: PolicyDocument,
    /// A request that is newly allowed.
    pub example: Example,
    /// Whether the old side allowed a part of it, which no pattern can leave out.
    pub is_partly_old: bool,
}

/// What `new` allows beyond `old`.
pub fn diff(old: &Side<'_>, new: &Side<'_>) -> Diff {
    let space = Space::aws();
    let escapes = Expression::All(vec![new.expression(), Expression::Not(Box::new(old.expression()))]);
    let whole = is_empty(&escapes, &space);
    if whole.is_yes() {
        return Diff {
            verdict: Verdict::Nothing,
            additions: Vec::new(),
            future: Vec::new(),
            complete: Complete::Proved,
        };
    }
    let mut pieces = Pieces::new(old, new, &space);
    let mut additions = Vec::new();
    for document in &new.documents {
        for statement in document.allows() {
            additions.extend(pieces.of(document, statement));
        }
    }
    let complete = pieces.complete(&additions);
    let verdict = match (whole, complete) {
        _ if !additions.is_empty() => Verdict::New,
        (Answer::No(_), _) if !pieces.future.is_empty() => Verdict::New,
        (Answer::Unknown(cap), _) | (_, Complete::Open(cap)) => Verdict::Undecided(cap),
        _ => Verdict::Nothing,
    };
    Diff { verdict, additions, future: pieces.future, complete }
}
