//! The suite `iam/quacky`: of two policies, which one's grants are all among the other's.
//!
//! A question passes when the answer is the expected one, and when a "no" carries a request that both evaluators, that of
//! `policy` and the second one, find allowed by the one policy and not by the other.
//!
//! The suite knows no policy variables: `${…}` is text in both policies of a pair, of which only one says a version. So
//! the policies are read without theirs.

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context as _, Result};
use policy::decide::{Answer, Space, is_included};
use policy_oracle::{Case, Verdict, replay};
use serde::Deserialize;
use serde_json::Value;

use super::{Filters, Tally};
use crate::house::read;
use crate::spread::Spread;

/// One line of the suite.
#[derive(Debug, Deserialize)]
struct Pair {
    name: String,
    a: Value,
    b: Value,
    a_subset_b: bool,
    b_subset_a: bool,
}

/// Runs the suite in `dir`.
pub fn run(dir: &Path, filters: &Filters) -> Result<Tally> {
    let mut tally = Tally::default();
    let mut times = Spread::default();
    for pair in pairs(dir)? {
        let questions = [("a in b", &pair.a, &pair.b, pair.a_subset_b), ("b in a", &pair.b, &pair.a, pair.b_subset_a)];
        for (direction, inner, outer, expected) in questions {
            let name = format!("{} {direction}", pair.name);
            if filters.wants_case(&name) {
                let case = Case::inclusion(without_version(inner), without_version(outer), Space::free());
                tally.count(&name, judge(&case, expected, &mut times));
            }
        }
    }
    tally.remark(format!("time per question without parsing: {times}"));
    Ok(tally)
}

/// The pairs of every `.jsonl` file in `dir`, by name of the file.
fn pairs(dir: &Path) -> Result<Vec<Pair>> {
    let entries = std::fs::read_dir(dir).with_context(|| format!("{} cannot be read", dir.display()))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "jsonl"));
    paths.sort();
    let mut pairs = Vec::new();
    for path in paths {
        for (number, line) in read(&path)?.lines().enumerate() {
            let place = || format!("{}:{} is no pair", path.display(), number + 1);
            pairs.push(serde_json::from_str(line).with_context(place)?);
        }
    }
    Ok(pairs)
}

/// The policy of a language that has no variables.
fn without_version(policy: &Value) -> Value {
    let mut policy = policy.clone();
    policy.as_object_mut().map(|fields| fields.remove("Version"));
    policy
}

fn judge(case: &Case, expected: bool, times: &mut Spread) -> Result<(), String> {
    let both = case.read();
    let [inner, outer] = both.documents.as_slice() else { return Err("not two documents".to_owned()) };
    let start = Instant::now();
    let answer = is_included(&[inner], &[outer], &case.space);
    times.add(start.elapsed());
    match &answer {
        Answer::Unknown(cap) => Err(format!("unknown: {cap:?}")),
        Answer::Yes if expected => Ok(()),
        Answer::Yes => Err("included, expected not".to_owned()),
        Answer::No(request) => match replay(case, &both, request) {
            Verdict::Shown if !expected => Ok(()),
            Verdict::Shown => Err(format!("not included, expected included: {request:?}")),
            Verdict::Wrong(wrong) => Err(format!("{}: {request:?}", wrong.fault)),
            Verdict::Proved | Verdict::Unknown(_) => Err("no verdict".to_owned()),
        },
    }
}
