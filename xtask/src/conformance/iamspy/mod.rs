//! The suite `iamspy`: account documents, resource policies and organisations, and who may do what in them.
//!
//! The cases stand in the suite's own tests. Kinds: `can-i` (may this principal), `who-can` (which principals may) and
//! `who-can-batch` (which principals may on which of some resources). Unless a case is strict, a key that it does not
//! give may have any value.

mod cases;
mod world;

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::Result;
use serde_json::Value;

use self::cases::Case;
use self::world::{Question, World};
use super::{Filters, Tally};

/// Runs the suite in `dir`, the repository of the suite.
pub fn run(dir: &Path, filters: &Filters) -> Result<Tally> {
    let mut tally = Tally::default();
    for case in cases::read(&dir.join("tests/test_integration.py"))? {
        if filters.wants_kind(case.kind) && filters.wants_case(&case.name) {
            let world = World::read(&dir.join("tests/files"), &case.files)?;
            tally.count(&case.name, judge(&world, &case));
        }
    }
    Ok(tally)
}

fn judge(world: &World, case: &Case) -> Result<(), String> {
    let asked = &case.asked;
    match case.kind {
        "can-i" => {
            let question = question(asked, 1);
            let actual = world.can(text(asked, 0), text(asked, 2), &question);
            let expected = case.expected == Value::Bool(true);
            if actual == expected { Ok(()) } else { Err(format!("{actual}, expected {expected}")) }
        }
        "who-can" => {
            let question = question(asked, 0);
            let actual: BTreeSet<String> = world.who_can(text(asked, 1), &question).into_iter().collect();
            same(&actual, &expected(&case.expected, |one| one.as_str().unwrap_or_default().to_owned()))
        }
        _ => {
            let question = question(asked, 0);
            let resources: Vec<&str> =
                asked.get(1).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
            let pairs = resources.iter().flat_map(|resource| {
                world.who_can(resource, &question).into_iter().map(|who| (who, (*resource).to_owned()))
            });
            let pair = |one: &Value| (text_of(one.get(0)).to_owned(), text_of(one.get(1)).to_owned());
            same(&pairs.collect(), &expected(&case.expected, pair))
        }
    }
}

/// The action at `at`, and behind the resource the keys, a file of them, and whether the case is strict.
fn question(asked: &[Value], at: usize) -> Question<'_> {
    let keys = asked.get(at + 2).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    Question {
        action: text(asked, at),
        keys: keys.filter_map(|pair| pair.split_once('=')).collect(),
        is_strict: asked.get(at + 4) == Some(&Value::Bool(true)),
    }
}

fn text(asked: &[Value], at: usize) -> &str {
    text_of(asked.get(at))
}

fn text_of(value: Option<&Value>) -> &str {
    value.and_then(Value::as_str).unwrap_or_default()
}

/// The items of a set, which the suite writes as a list within a call.
fn expected<T: Ord>(value: &Value, item: impl Fn(&Value) -> T) -> BTreeSet<T> {
    value.get(0).and_then(Value::as_array).into_iter().flatten().map(item).collect()
}

fn same<T: PartialEq + std::fmt::Debug>(actual: &T, expected: &T) -> Result<(), String> {
    if actual == expected { Ok(()) } else { Err(format!("{actual:?}, expected {expected:?}")) }
}
