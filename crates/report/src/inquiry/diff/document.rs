//! What is new, as JSON.

use ::inquiry::diff::{Addition, Complete, Diff, Verdict};
use policy::Statement;
use serde::Serialize;
use serde_json::Value;

use crate::inquiry::Diffs;
use crate::inquiry::can::ExampleShape;
use crate::json::NoticeShape;
use crate::place::TextPlace;

/// The version of the shape.
const VERSION: &str = "1";

#[derive(Serialize)]
pub(crate) struct Document<'a> {
    version: &'static str,
    diffs: Vec<DiffShape<'a>>,
    notices: Vec<NoticeShape<'a>>,
}

#[derive(Serialize)]
struct DiffShape<'a> {
    name: &'a str,
    verdict: &'static str,
    proved: bool,
    additions: Vec<AdditionShape<'a>>,
    exceptions: Vec<Value>,
    future: &'a [String],
}

#[derive(Serialize)]
struct AdditionShape<'a> {
    statement: Value,
    partly_old: bool,
    example: ExampleShape<'a>,
    location: Option<TextPlace<'a>>,
}

impl<'a> Document<'a> {
    pub(crate) fn of(diffs: &Diffs<'a>) -> Self {
        Self {
            version: VERSION,
            diffs: diffs.diffs.iter().map(|(name, diff)| DiffShape::of(name, diff, diffs)).collect(),
            notices: diffs.notices.iter().map(|notice| NoticeShape::of(diffs.sources, notice)).collect(),
        }
    }
}

impl<'a> DiffShape<'a> {
    fn of(name: &'a str, diff: &'a Diff, diffs: &Diffs<'a>) -> Self {
        let verdict = match diff.verdict {
            Verdict::Nothing => "no-new-access",
            Verdict::New => "new-access",
            Verdict::Undecided(_) => "undecided",
        };
        Self {
            name,
            verdict,
            proved: diff.complete == Complete::Proved,
            additions: diff.additions.iter().map(|addition| AdditionShape::of(addition, diffs)).collect(),
            exceptions: diff.exceptions.iter().map(as_json).collect(),
            future: &diff.future,
        }
    }
}

fn as_json(statement: &Statement) -> Value {
    serde_json::from_str(&statement.to_node().to_json()).unwrap_or_default()
}

impl<'a> AdditionShape<'a> {
    fn of(addition: &'a Addition, diffs: &Diffs<'a>) -> Self {
        Self {
            statement: as_json(&addition.statement),
            partly_old: addition.is_partly_old,
            example: ExampleShape::of(&addition.example),
            location: addition.statement.origin.written().map(|span| TextPlace::of(diffs.sources, span)),
        }
    }
}
