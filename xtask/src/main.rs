//! `cargo xtask`: the chores of the house.
//!
//! Each chore is a module of the same name. Nothing here ships: the `maremma` binary knows no xtask.

mod bench;
mod brute_force;
mod conformance;
mod data;
mod docs;
mod house;
mod layers;
mod metrics;
mod rule;
mod rules;
mod rust_text;
mod spread;
mod test;
mod tidy;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The chores of the house.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

/// One chore.
#[derive(Debug, Subcommand)]
enum Chore {
    /// Check what the house promises of itself: layers, rule pairs, pure cores, fresh docs, live links
    Tidy,
    /// Print size and density of the code beside the anchors' figures
    Metrics,
    /// Make and check rules
    #[command(subcommand)]
    Rule(rule::RuleChore),
    /// Write the generated pages of docs/: those of the rules and that of the policy checks
    Docs,
    /// Check and refresh the tables in data/
    #[command(subcommand)]
    Data(data::DataChore),
    /// Run every test there is, and end with a tally
    Test,
    /// Run a conformance suite that lies outside the repository
    Conformance(conformance::Arguments),
    /// Judge the proofs of `policy` by brute force, on random questions
    BruteForce(brute_force::Arguments),
    /// Measure on data that lies outside the repository
    #[command(subcommand)]
    Bench(bench::BenchChore),
}

fn main() -> ExitCode {
    let done = match Arguments::parse().chore {
        Chore::Tidy => tidy::run(),
        Chore::Metrics => metrics::run(),
        Chore::Rule(chore) => rule::run(&chore),
        Chore::Docs => docs::run(),
        Chore::Data(chore) => data::run(&chore),
        Chore::Test => test::run(),
        Chore::Conformance(arguments) => conformance::run(&arguments),
        Chore::BruteForce(arguments) => brute_force::run(&arguments),
        Chore::Bench(chore) => bench::run(&chore),
    };
    done.unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::from(2)
    })
}
