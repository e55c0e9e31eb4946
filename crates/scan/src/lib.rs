//! The one pipeline: files and config in, report out. Every front end calls it.

mod report;

pub use report::{BaselineSummary, Coverage, Report, SourceText, Sources};
