//! The one pipeline: files and config in, report out. Every front end calls it.

mod baseline;
mod config;
mod date;
mod exit;
mod report;

pub use baseline::{Baseline, BaselineError, Comparison, Known};
pub use config::{Config, ConfigError, ConfigFile, RuleOverride};
pub use date::{Date, ParseDateError};
pub use exit::ExitCode;
pub use report::{BaselineSummary, Coverage, Report, SourceText, Sources};
