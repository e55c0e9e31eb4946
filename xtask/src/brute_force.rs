//! `cargo xtask brute-force`: random questions to the decision procedure, judged by brute force.
//!
//! Each "no request does" is searched for a request that does; each request shown is replayed on both evaluators; and
//! the evaluators are compared on requests near the question. What is wrong is printed as a small question in JSON.

use std::collections::BTreeMap;
use std::process::ExitCode;

use anyhow::Result;
use policy::decide::Cap;
use policy_oracle::{Case, Fault, Seeded, Verdict, Wrong, compare_evaluators, draw, judge, shrink};
use serde_json::{Value, json};

/// What to try.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The first question; one follows from each number
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// How many questions
    #[arg(long, default_value_t = 10_000)]
    count: u64,
    /// On how many requests near each question the evaluators are compared
    #[arg(long, default_value_t = 1)]
    requests: usize,
    /// How many wrong answers of each kind are made small and printed
    #[arg(long, default_value_t = 3)]
    print: usize,
}

/// What came of all questions.
#[derive(Debug, Default)]
struct Score {
    proved: usize,
    shown: usize,
    unknown: BTreeMap<Cap, usize>,
    wrong: BTreeMap<Fault, usize>,
}

/// Asks and judges; fails when an answer is wrong.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let mut score = Score::default();
    for seed in arguments.seed..arguments.seed.saturating_add(arguments.count) {
        let mut choices = Seeded::new(seed);
        let case = draw(&mut choices);
        let verdict = judge(&case);
        let disagreement = compare_evaluators(&case, arguments.requests, &mut choices);
        match (verdict, disagreement) {
            (Verdict::Wrong(wrong), _) | (_, Some(wrong)) => {
                let count = score.wrong.entry(wrong.fault).or_default();
                *count += 1;
                if *count <= arguments.print {
                    println!("{:#}", report(seed, &case, &wrong));
                }
            }
            (Verdict::Proved, None) => score.proved += 1,
            (Verdict::Shown, None) => score.shown += 1,
            (Verdict::Unknown(cap), None) => *score.unknown.entry(cap).or_default() += 1,
        }
    }
    let Score { proved, shown, unknown, wrong } = &score;
    println!("{proved} proved, {shown} shown, unknown {unknown:?}, wrong {wrong:?}");
    Ok(if score.wrong.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The smallest question found that fails in the same way.
fn report(seed: u64, case: &Case, wrong: &Wrong) -> Value {
    let again = |case: &Case| -> Option<Wrong> {
        let wrong_answer = match judge(case) {
            Verdict::Wrong(found) if found.fault == wrong.fault => Some(found),
            _ => None,
        };
        wrong_answer.or_else(|| compare_evaluators(case, 50, &mut Seeded::new(seed)))
    };
    let small = shrink(case, |case| again(case).is_some_and(|found| found.fault == wrong.fault));
    let request = again(&small).map_or_else(|| wrong.request.clone(), |found| found.request);
    json!({
        "seed": seed,
        "fault": wrong.fault.to_string(),
        "case": small.to_json(),
        "request": format!("{request:?}"),
    })
}
