//! The report as SARIF 2.1.0, for code scanning.
//!
//! Attack paths are code flows of the findings they lead through, notices are notifications of the invocation, and the
//! baseline is both a suppression and a `baselineState`. URIs are relative to `SRCROOT`, the scanned folder; its own
//! place on some machine is nobody's business.

mod artifacts;
mod flows;
mod invocation;
mod log;
mod result;
mod rule;

use std::collections::BTreeSet;
use std::io;

use finding::Rule;
use scan::Report;

use artifacts::Artifacts;
use log::{AutomationDetails, Driver, Log, Message, Run, Tool, UriBase, UriBases};

/// The schema that the log names and meets.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// Writes the report as SARIF; ends with a line end.
///
/// # Errors
/// When `out` does.
pub fn sarif(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &log(report))?;
    writeln!(out)
}

fn log(report: &Report) -> Log<'_> {
    let artifacts = Artifacts::of(&report.sources);
    let rules = rules(report);
    let results = report.findings.iter().map(|finding| result::result(report, &rules, &artifacts, finding)).collect();
    let run = Run {
        tool: Tool { driver: driver(&rules) },
        automation_details: AutomationDetails { id: "maremma/" },
        original_uri_base_ids: UriBases { source_root: UriBase { description: Message::new("the scanned folder") } },
        invocations: [invocation::invocation(report, &artifacts)],
        artifacts: artifacts.list(),
        column_kind: "unicodeCodePoints",
        results,
    };
    Log { schema: SCHEMA, version: "2.1.0", runs: [run] }
}

/// The rules that have a result, ordered by id.
fn rules(report: &Report) -> Vec<&Rule> {
    let found: BTreeSet<&str> = report.findings.iter().map(|finding| finding.rule.as_str()).collect();
    report.rules.iter().filter(|rule| found.contains(rule.id.as_ref())).collect()
}

fn driver<'r>(rules: &[&'r Rule]) -> Driver<'r> {
    Driver {
        name: crate::TOOL,
        version: crate::TOOL_VERSION,
        semantic_version: crate::TOOL_VERSION,
        information_uri: env!("CARGO_PKG_REPOSITORY"),
        rules: rules.iter().map(|rule| rule::rule(rule)).collect(),
        notifications: invocation::descriptors(),
    }
}
