//! The one pipeline: files and config in, report out. Every front end calls it.

mod baseline;
pub mod code;
mod config;
mod date;
mod entries;
mod exit;
mod fingerprints;
mod finish;
mod ignore;
mod masking;
mod packages;
mod pipeline;
mod registry;
mod report;
pub mod slim;
mod watch;

pub use baseline::{Baseline, BaselineError, Comparison, Known};
pub use config::{AdvisorySource, Config, ConfigError, ConfigFile, LicenceRule, LicenceRules, RuleOverride, nearest};
pub use date::{Date, ParseDateError};
pub use exit::ExitCode;
pub use finish::{Draft, finish};
pub use load::is_candidate as is_template_name;
pub use packages::{
    Advised, Brought, Carried, Excused, Hidden, Packages, Part, Provided, Provision, advisories, is_bom_name,
    lists_packages, locks, packages, provided,
};
pub use pipeline::{analyse, application, scan, texts};
pub use registry::{analyzers, rules};
pub use report::{BaselineSummary, Coverage, EntrySummary, Report, SourceText, Sources};
pub use watch::{Changes, Seen, Watch, WatchError, Watched};

/// A rule of this crate: about what steers a scan, not about the application.
pub struct Entry {
    /// What the rule says of itself.
    pub rule: finding::Rule,
    pub(crate) check: fn(&ignore::Judged) -> Option<finding::Finding>,
}

include!(concat!(env!("OUT_DIR"), "/rules.rs"));
rules!();
