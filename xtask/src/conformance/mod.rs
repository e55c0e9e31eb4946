//! Conformance suites: facts that lie outside the repository and that Maremma must get right.
//!
//! A suite is a module with `run(dir, filters)`. Its name is the suite's folder with `/` as `-`.

pub mod advisories;
mod iam_peer;
mod iam_quacky;
mod iam_simulate;
mod iamspy;
pub mod known;
mod npm_semver;
mod posture_seeds;
mod purl;
mod runtimes;
mod sam;
mod tally;
mod versions;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;

pub use tally::Tally;

/// What to run.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The suite: its folder's path with `/` as `-`
    suite: String,
    /// The suite's folder, or the folder that holds all suites
    #[arg(long, value_name = "DIR")]
    from: PathBuf,
    #[command(flatten)]
    filters: Filters,
    /// Print also how long it took
    #[arg(long)]
    times: bool,
}

/// Which cases of a suite to run; all of them when empty.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Filters {
    /// Only cases of these kinds
    #[arg(long = "kind", value_name = "KIND", value_delimiter = ',')]
    pub kinds: Vec<String>,
    /// Only cases whose name contains this
    #[arg(long = "case", value_name = "TEXT")]
    pub case: Option<String>,
}

impl Filters {
    /// Whether cases of this kind are asked for.
    pub fn wants_kind(&self, kind: &str) -> bool {
        self.kinds.is_empty() || self.kinds.iter().any(|wanted| wanted == kind)
    }

    /// Whether the case of this name is asked for.
    pub fn wants_case(&self, name: &str) -> bool {
        self.case.as_ref().is_none_or(|wanted| name.contains(wanted.as_str()))
    }
}

/// A suite: its name, the folder it lies in below the folder of all suites, and what runs it.
pub struct Suite {
    /// Name on the command line.
    pub name: &'static str,
    /// Folder below the folder of all suites.
    pub folder: &'static str,
    /// The kinds of cases Maremma claims to get right, which the tests run; every kind when empty.
    claims: &'static [&'static str],
    run: fn(&Path, &Filters) -> Result<Tally>,
}

/// Every suite there is a runner for.
pub const SUITES: &[Suite] = &[
    Suite { name: "advisories", folder: "advisories", claims: &[], run: advisories::run },
    Suite { name: "iam-peer", folder: "iam/peer", claims: &[], run: iam_peer::run },
    Suite { name: "iam-quacky", folder: "iam/quacky", claims: &[], run: iam_quacky::run },
    Suite { name: "iamspy", folder: "iam/iamspy", claims: &[], run: iamspy::run },
    Suite { name: "iam-simulate", folder: "iam/iam-simulate", claims: &[], run: iam_simulate::run },
    Suite { name: "npm-semver", folder: "npm-semver", claims: &[], run: npm_semver::run },
    Suite { name: "posture-seeds", folder: "posture-seeds", claims: &["sam", "cfn"], run: posture_seeds::run },
    Suite { name: "purl", folder: "purl", claims: &[], run: purl::run },
    Suite { name: "runtimes", folder: "runtimes", claims: &[], run: runtimes::run },
    Suite { name: "sam", folder: "sam", claims: &[], run: sam::run },
    Suite { name: "versions", folder: "versions", claims: &[], run: versions::run },
];

impl Suite {
    /// The suite's folder when `from` is either that folder or the one that holds all suites; `None` when missing.
    pub fn find(&self, from: &Path) -> Option<PathBuf> {
        let below = from.join(self.folder);
        [below, from.to_owned()].into_iter().find(|folder| folder.is_dir())
    }

    /// Filters that leave what Maremma claims to get right.
    pub fn claims(&self) -> Filters {
        Filters { kinds: self.claims.iter().map(|kind| (*kind).to_owned()).collect(), case: None }
    }

    /// Runs the suite on its folder.
    pub fn run(&self, folder: &Path, filters: &Filters) -> Result<Tally> {
        (self.run)(folder, filters)
    }
}

/// Runs one suite: fails when a case fails; a missing folder is said and is no failure.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let Some(suite) = SUITES.iter().find(|suite| suite.name == arguments.suite) else {
        let known: Vec<_> = SUITES.iter().map(|suite| suite.name).collect();
        anyhow::bail!("no suite `{}`; there are {}", arguments.suite, known.join(", "));
    };
    let Some(folder) = suite.find(&arguments.from) else {
        println!("not found: {}", arguments.from.display());
        return Ok(ExitCode::SUCCESS);
    };
    let tally = suite.run(&folder, &arguments.filters)?;
    if arguments.times {
        tally.remarks().iter().for_each(|remark| println!("{remark}"));
    }
    print!("{tally}");
    Ok(if tally.failed() == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
