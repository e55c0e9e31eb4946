//! Near-inclusion on real policies: each policy against itself after one edit, in seven kinds.
//!
//! Of four kinds the answer is known. Each request shown is replayed on both evaluators; each "included" is attacked by
//! requests near the borders of both policies.

mod corpus;
mod edits;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;
use policy::decide::{Answer, Cap, Space, is_included};
use policy_oracle::{Both, Case, Near, Seeded, Shape, Verdict, replay};
use serde_json::Value;

use crate::spread::Spread;
use corpus::{Policy, corpus};
use edits::KINDS;

/// What to measure on.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// A folder of policies in JSON: documents, or what the API answers with a document in it
    #[arg(long, value_name = "DIR")]
    from: PathBuf,
    /// How many requests attack each answer "included"
    #[arg(long, default_value_t = 200)]
    requests: usize,
    /// Only policies whose name contains this
    #[arg(long, value_name = "TEXT")]
    case: Option<String>,
    /// Ask about the requests AWS can make, not about all
    #[arg(long)]
    aws: bool,
    /// Print questions that take longer than this
    #[arg(long, value_name = "MS", default_value_t = 100)]
    slow_ms: u128,
}

/// What came of one kind of edit.
#[derive(Debug, Default)]
struct Score {
    included: usize,
    shown: usize,
    unknown: Vec<(String, Cap)>,
    wrong: Vec<String>,
    times: Spread,
    requests: usize,
    /// How many of them the inner policy grants.
    granted: usize,
    /// How many of the shown an attack finds, too: how good attacks are.
    found: usize,
}

/// Measures all kinds; fails when an answer is wrong.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let policies: Vec<Policy> = corpus(&arguments.from)?
        .into_iter()
        .filter(|policy| arguments.case.as_ref().is_none_or(|wanted| policy.name.contains(wanted.as_str())))
        .collect();
    println!("{} policies", policies.len());
    let mut scores = Vec::new();
    for kind in KINDS {
        let mut score = Score::default();
        for policy in &policies {
            let Some((inner, outer)) = (kind.questions)(&policy.document) else { continue };
            let space = if arguments.aws { Space::aws() } else { Space::free() };
            let case = Case::inclusion(inner, outer, space);
            score.ask(arguments, policy, &case, kind.is_included);
        }
        println!("{}: {}", kind.name, score.line());
        scores.push(score);
    }
    Ok(summary(&scores))
}

fn summary(scores: &[Score]) -> ExitCode {
    for score in scores {
        score.unknown.iter().for_each(|(name, cap)| println!("unknown {name}: {cap:?}"));
        score.wrong.iter().for_each(|wrong| println!("wrong {wrong}"));
    }
    let sum = |count: fn(&Score) -> usize| scores.iter().map(count).sum::<usize>();
    let asked = sum(|score| score.included + score.shown + score.unknown.len() + score.wrong.len());
    let wrong = sum(|score| score.wrong.len());
    let (unknown, requests) = (sum(|score| score.unknown.len()), sum(|score| score.requests));
    println!("{asked} questions, {unknown} unknown, {wrong} wrong");
    let granted = sum(|score| score.granted);
    println!("{requests} requests against those included, of which the inner policy grants {granted}");
    let (found, shown) = (sum(|score| score.found), sum(|score| score.shown));
    println!("as many requests find {found} of the {shown} that are not");
    if wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

impl Score {
    fn ask(&mut self, arguments: &Arguments, policy: &Policy, case: &Case, known: bool) {
        let both = case.read();
        let [inner, outer] = both.documents.as_slice() else { return };
        let start = Instant::now();
        let answer = is_included(&[inner], &[outer], &case.space);
        let time = start.elapsed();
        self.times.add(time);
        if time.as_millis() > arguments.slow_ms {
            println!("{} took {time:.0?}", policy.name);
        }
        match answer {
            Answer::Unknown(cap) => self.unknown.push((policy.name.clone(), cap)),
            Answer::No(_) if known => self.wrong.push(format!("{}: it is included", policy.name)),
            Answer::No(request) => match replay(case, &both, &request) {
                Verdict::Shown => {
                    self.shown += 1;
                    let mut other = Self::default();
                    self.found += usize::from(other.attack(arguments.requests, case, &both).is_some());
                }
                Verdict::Wrong(wrong) => self.wrong.push(format!("{}: {}: {request:?}", policy.name, wrong.fault)),
                Verdict::Proved | Verdict::Unknown(_) => {}
            },
            Answer::Yes => match self.attack(arguments.requests, case, &both) {
                None => self.included += 1,
                Some(refutation) => self.wrong.push(format!("{}: {refutation}", policy.name)),
            },
        }
    }

    /// Looks for a request that the inner policy grants and the outer does not, or on which the evaluators differ.
    fn attack(&mut self, requests: usize, case: &Case, both: &Both) -> Option<String> {
        let near = Near::new(&case.documents.iter().collect::<Vec<&Value>>());
        let mut choices = Seeded::new(1);
        // Requests near the borders do not care which keys must agree.
        for _ in 0..if case.space.correlated { 0 } else { requests } {
            self.requests += 1;
            let request = near.draw(&mut choices);
            self.granted += usize::from(both.holds(&Shape::Grants(vec![0]), &request));
            if both.says(&request) != both.their_says(&request) {
                return Some(format!("the evaluators differ on {request:?}"));
            }
            if both.holds(&case.shape, &request) {
                return Some(format!("not included: {request:?}"));
            }
        }
        None
    }

    fn line(&self) -> String {
        let Self { included, shown, unknown, wrong, times, .. } = self;
        let (unknown, wrong) = (unknown.len(), wrong.len());
        format!("{included} included, {shown} shown, {unknown} unknown, {wrong} wrong; {times}")
    }
}
