//! The document as a whole.

use finding::{Finding, Severity};
use scan::Report;
use serde::Serialize;

use super::advised::AdvisedShape;
use super::entries::EntryShape;
use super::findings::FindingShape;
use super::notices::NoticeShape;
use super::paths::{ChokePointShape, PathShape};
use super::rules::RuleShape;

/// The version of the shape.
const VERSION: &str = "1";

#[derive(Serialize)]
pub(super) struct Document<'r> {
    version: &'static str,
    tool: Tool,
    as_of: &'r str,
    counts: Counts,
    coverage: Coverage,
    /// Only where packages were held against them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    advisories: Vec<AdvisedShape<'r>>,
    baseline: Option<Baseline>,
    paths: Vec<PathShape<'r>>,
    choke_points: Vec<ChokePointShape<'r>>,
    findings: Vec<FindingShape<'r>>,
    entries: Vec<EntryShape<'r>>,
    notices: Vec<NoticeShape<'r>>,
    rules: Vec<RuleShape<'r>>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

/// Active findings by severity, and how many are suppressed.
#[derive(Serialize)]
struct Counts {
    critical: usize,
    high: usize,
    medium: usize,
    low: usize,
    info: usize,
    suppressed: usize,
}

#[derive(Serialize)]
struct Coverage {
    files: usize,
    templates: usize,
    /// Only where policies were looked at by themselves.
    #[serde(skip_serializing_if = "Option::is_none")]
    policies: Option<usize>,
    /// Only where rules over code ran.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<usize>,
    /// Only where files list packages.
    #[serde(skip_serializing_if = "Option::is_none")]
    lists: Option<usize>,
    /// Only where packages were held against advisories.
    #[serde(skip_serializing_if = "Option::is_none")]
    packages: Option<usize>,
    functions: usize,
    entries: usize,
    open_entries: usize,
}

#[derive(Serialize)]
struct Baseline {
    new: usize,
    known: usize,
    fixed: usize,
}

impl<'r> Document<'r> {
    pub(super) fn of(report: &'r Report) -> Self {
        let sources = &report.sources;
        Self {
            version: VERSION,
            tool: Tool { name: crate::TOOL, version: crate::TOOL_VERSION },
            as_of: &report.as_of,
            counts: Counts::of(&report.findings),
            coverage: Coverage::of(&report.coverage),
            advisories: report.advisories.iter().map(AdvisedShape::of).collect(),
            baseline: report.baseline.as_ref().map(Baseline::of),
            paths: report.paths.iter().map(|path| PathShape::of(sources, path)).collect(),
            choke_points: report.choke_points.iter().map(|point| ChokePointShape::of(sources, point)).collect(),
            findings: report.findings.iter().map(|finding| FindingShape::of(sources, finding)).collect(),
            entries: report.entries.iter().map(|entry| EntryShape::of(sources, entry)).collect(),
            notices: report.notices.iter().map(|notice| NoticeShape::of(sources, notice)).collect(),
            rules: report.rules.iter().map(RuleShape::of).collect(),
        }
    }
}

impl Counts {
    fn of(findings: &[Finding]) -> Self {
        let active = |level| findings.iter().filter(|f| f.is_active() && f.severity == level).count();
        Self {
            critical: active(Severity::Critical),
            high: active(Severity::High),
            medium: active(Severity::Medium),
            low: active(Severity::Low),
            info: active(Severity::Info),
            suppressed: findings.iter().filter(|finding| !finding.is_active()).count(),
        }
    }
}

impl Coverage {
    fn of(coverage: &scan::Coverage) -> Self {
        let scan::Coverage { files, templates, policies, code, lists, packages, functions, entries, open_entries } =
            *coverage;
        let told = |number: usize| (number > 0).then_some(number);
        let (policies, code, lists, packages) = (told(policies), told(code), told(lists), told(packages));
        Self { files, templates, policies, code, lists, packages, functions, entries, open_entries }
    }
}

impl Baseline {
    fn of(summary: &scan::BaselineSummary) -> Self {
        let scan::BaselineSummary { new, known, fixed } = *summary;
        Self { new, known, fixed }
    }
}
