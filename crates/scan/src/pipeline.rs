//! The one way from files to a report.

use source::Files;

use crate::{Config, Draft, Report, finish};

/// Scans the files as the config asks.
pub fn scan(files: &dyn Files, config: &Config) -> Report {
    let mut draft = Draft::default();
    draft.coverage.files = files.paths().len();
    finish(files, config, draft)
}
