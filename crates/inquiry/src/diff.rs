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
mod unless;

use policy::decide::{Answer, Cap, Expression, Space, is_empty};
use policy::{Effect, PolicyDocument, Statement};

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
    /// The denies of the new side that take away a part of the additions.
    pub exceptions: Vec<Statement>,
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
            exceptions: Vec::new(),
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
    let exceptions = exceptions(new, &additions, &space);
    Diff { verdict, additions, exceptions, future: pieces.future, complete }
}

/// The denies of the new side that meet an addition.
fn exceptions(new: &Side<'_>, additions: &[Addition], space: &Space) -> Vec<Statement> {
    let meets = |document: &PolicyDocument, deny: &Statement| {
        let deny = document.with(vec![deny.clone()]);
        additions.iter().any(|addition| {
            let both = vec![Expression::Allows(vec![&addition.document]), Expression::Denies(vec![&deny])];
            !is_empty(&Expression::All(both), space).is_yes()
        })
    };
    let documents = new.documents.iter().filter(|_| additions.len() <= MOST_ADDITIONS);
    let denies = documents.flat_map(|document| {
        let own = document.statements.iter().filter(|statement| statement.is(Effect::Deny));
        own.filter(|deny| meets(document, deny)).take(MOST_ADDITIONS)
    });
    denies.cloned().collect()
}

/// More additions and denies than this are not compared with each other.
const MOST_ADDITIONS: usize = 200;
