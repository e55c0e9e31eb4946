//! Renders a report: for people, as JSON, as SARIF.
//!
//! Every renderer is a function from a report to bytes: it knows no terminal, no clock and no file, and it never decides
//! anything about the findings themselves.

mod diff;
mod drawing;
mod human;
mod inquiry;
mod json;
mod packages;
mod place;
mod problem;
mod sarif;
mod slim;
mod style;

pub use crate::inquiry::{CanAnswers, Diffs, Explanations, can, can_json, diff, diff_json, explain, explain_json, who};
pub use diff::diff as text_diff;
pub use human::{human, summary};
pub use json::json;
pub use packages::{licences, licences_json, news, news_json, packages, packages_json};
pub use problem::Problem;
pub use sarif::sarif;
pub use slim::{SlimmedFunction, slim, slim_json};
pub use style::{Style, plain};

/// The name of the tool in machine-readable reports.
const TOOL: &str = "Maremma";
/// The version of the tool in machine-readable reports.
const TOOL_VERSION: &str = env!("CARGO_PKG_VERSION");
