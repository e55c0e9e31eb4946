//! The index of advisories: its size, and what it takes to ask it about the packages of a large lockfile.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use deps::{Advisory, Index, build};
use packages::Ecosystem;
use versions::Version;

use crate::data::advisories::records;

/// What to measure.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The folder of the suite `advisories`
    #[arg(long, value_name = "DIR")]
    from: PathBuf,
    /// How many names of malicious packages to make up beside its records; there were 209,647 in the database of 2026
    #[arg(long, value_name = "N", default_value_t = 209_647)]
    malicious: u32,
    /// How many packages to ask about
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    packages: usize,
}

/// Times are the medians of so many runs.
const RUNS: usize = 5;

/// Measures.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let mut all = records(&arguments.from)?;
    let real = all.len();
    for number in 0..arguments.malicious {
        let record = format!(
            r#"{{"id": "MAL-{}-{}", "published": "2024-05-01T00:00:00Z", "affected": [{{"package": {{"ecosystem": "npm", "name": "{}"}}, "ranges": [{{"type": "SEMVER", "events": [{{"introduced": "0"}}]}}]}}]}}"#,
            2022 + number % 5,
            number / 5 + 1,
            made_up(number)
        );
        all.push(Advisory::parse(&record)?);
    }
    let bytes = build(&all, &BTreeMap::new())?;
    println!("{real} records and {} made up: {:.2} MB", arguments.malicious, bytes.len() as f64 / 1e6);
    println!("open: {:.1} µs", micros(median(|| Index::open(&bytes).map(|_| ()).map_err(Into::into))?));
    let index = Index::open(&bytes)?;
    let asked = asked(&all, arguments.packages);
    let mut found = 0;
    let took = median(|| {
        found = 0;
        for (ecosystem, name, version) in &asked {
            let version = Version::parse(ecosystem.scheme(), version);
            found += index.about(*ecosystem, name, &version)?.len();
        }
        Ok(())
    })?;
    println!("{} packages: {:.2} ms, {found} matches", asked.len(), micros(took) / 1e3);
    Ok(ExitCode::SUCCESS)
}

/// Packages of a lockfile: one in ten has advisories, the others are unknown.
fn asked(all: &[Advisory], count: usize) -> Vec<(Ecosystem, String, String)> {
    let real: Vec<_> = all.iter().flat_map(|advisory| &advisory.affected).collect();
    let step = (real.len() / count.max(1)).max(1);
    let known = |number: usize| real.get(number * step % real.len().max(1));
    (0..count)
        .map(|number| {
            let version = format!("{}.{}.{}", number % 7, number % 23, number % 11);
            match known(number).filter(|_| number % 10 == 0) {
                Some(affected) => (affected.ecosystem, affected.name.clone(), version),
                None => (Ecosystem::Npm, format!("some-package-{number}"), version),
            }
        })
        .collect()
}

/// A name like those of malicious packages: words, and something after them.
fn made_up(number: u32) -> String {
    const WORDS: [&str; 12] =
        ["react", "lodash", "node", "util", "express", "web3", "auth", "config", "core", "types", "sdk", "cli"];
    let word = |number: u32| WORDS.get(number as usize % WORDS.len()).copied().unwrap_or_default();
    format!("{}-{}-{:x}", word(number), word(number / 12), number.wrapping_mul(2_654_435_761) >> 8)
}

fn median(mut work: impl FnMut() -> Result<()>) -> Result<Duration> {
    let mut times = Vec::new();
    for _ in 0..RUNS {
        let start = Instant::now();
        work()?;
        times.push(start.elapsed());
    }
    times.sort_unstable();
    times.get(RUNS / 2).copied().context("no run")
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}
