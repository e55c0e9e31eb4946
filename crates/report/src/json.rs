//! The report as JSON, for scripts. Its shape is `schema/report.schema.json`; a change that could break a reader gets a
//! new version.

use std::io;

use finding::{
    Finding, Fix, FixLevel, FixSafety, Location, LooksAt, Notice, Place, Rule, Severity, Step, SuppressionKind,
};
use paths::{AttackPath, ChokePoint, Hop, HopKind};
use scan::{Report, Sources};
use serde::Serialize;
use serde_json::{Value, json};
use source::Span;

use crate::place::{TextPlace, snippet};

/// The version of the shape.
const VERSION: &str = "1";

/// Writes the report as JSON; ends with a line end.
///
/// # Errors
/// When `out` does.
pub fn json(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &Document::of(report))?;
    writeln!(out)
}

#[derive(Serialize)]
struct Document {
    version: &'static str,
    tool: Value,
    as_of: String,
    counts: Value,
    coverage: Value,
    baseline: Value,
    paths: Vec<Value>,
    choke_points: Vec<Value>,
    findings: Vec<Value>,
    notices: Vec<Value>,
    rules: Vec<Value>,
}

impl Document {
    fn of(report: &Report) -> Self {
        let sources = &report.sources;
        Self {
            version: VERSION,
            tool: json!({ "name": crate::TOOL, "version": crate::TOOL_VERSION }),
            as_of: report.as_of.clone(),
            counts: counts(&report.findings),
            coverage: coverage(&report.coverage),
            baseline: report.baseline.as_ref().map_or(Value::Null, baseline),
            paths: report.paths.iter().map(|path| attack_path(sources, path)).collect(),
            choke_points: report.choke_points.iter().map(|point| choke_point(sources, point)).collect(),
            findings: report.findings.iter().map(|finding| self::finding(sources, finding)).collect(),
            notices: report.notices.iter().map(|notice| self::notice(sources, notice)).collect(),
            rules: report.rules.iter().map(rule).collect(),
        }
    }
}

/// Active findings by severity, and how many are suppressed.
fn counts(findings: &[Finding]) -> Value {
    let active = |level: Severity| findings.iter().filter(|f| f.is_active() && f.severity == level).count();
    let mut counts: serde_json::Map<String, Value> =
        Severity::ALL.into_iter().rev().map(|level| (level.name().to_owned(), active(level).into())).collect();
    counts.insert("suppressed".to_owned(), findings.iter().filter(|f| !f.is_active()).count().into());
    Value::Object(counts)
}

fn coverage(coverage: &scan::Coverage) -> Value {
    json!({
        "files": coverage.files,
        "templates": coverage.templates,
        "functions": coverage.functions,
        "entries": coverage.entries,
        "open_entries": coverage.open_entries,
    })
}

fn baseline(summary: &scan::BaselineSummary) -> Value {
    json!({ "new": summary.new, "known": summary.known, "fixed": summary.fixed })
}

fn attack_path(sources: &Sources, path: &AttackPath) -> Value {
    json!({
        "severity": path.severity,
        "confidence": path.confidence,
        "title": path.title,
        "only_if": path.only_if,
        "hops": path.hops.iter().map(|hop| self::hop(sources, hop)).collect::<Vec<_>>(),
    })
}

fn hop(sources: &Sources, hop: &Hop) -> Value {
    let kind = match hop.kind {
        HopKind::Entry => "entry",
        HopKind::Function => "function",
        HopKind::Permission => "permission",
        HopKind::Goal => "goal",
    };
    json!({ "kind": kind, "label": hop.label, "message": hop.message, "location": location(sources, hop.span) })
}

fn choke_point(sources: &Sources, point: &ChokePoint) -> Value {
    json!({ "action": point.action, "location": location(sources, point.span), "closes": point.closes })
}

fn location(sources: &Sources, span: Option<Span>) -> Value {
    span.and_then(|span| serde_json::to_value(TextPlace::of(sources, span)).ok()).unwrap_or(Value::Null)
}

fn finding(sources: &Sources, finding: &Finding) -> Value {
    json!({
        "rule": finding.rule,
        "severity": finding.severity,
        "confidence": finding.confidence,
        "message": finding.message,
        "location": named_location(sources, &finding.location),
        "snippet": snippet(sources, finding.location.span),
        "only_if": finding.only_if,
        "functions": finding.functions,
        "flow": steps(sources, &finding.flow),
        "related": steps(sources, &finding.related),
        "fixes": finding.fixes.iter().map(|fix| self::fix(sources, fix)).collect::<Vec<_>>(),
        "fingerprints": finding.fingerprint,
        "suppression": finding.suppression.as_ref().map(|s| json!({ "kind": suppressor(s.kind), "reason": s.reason })),
    })
}

fn named_location(sources: &Sources, at: &Location) -> Value {
    let mut place = location(sources, Some(at.span));
    if let Some(place) = place.as_object_mut() {
        place.insert("resource".to_owned(), at.resource.as_str().into());
    }
    place
}

fn steps(sources: &Sources, steps: &[Step]) -> Vec<Value> {
    steps.iter().map(|s| json!({ "message": s.message, "location": location(sources, s.span) })).collect()
}

fn fix(sources: &Sources, fix: &Fix) -> Value {
    let safety = match fix.safety {
        FixSafety::Safe => "safe",
        FixSafety::Suggested => "suggested",
    };
    let edits = fix
        .edits
        .iter()
        .map(|edit| json!({ "location": location(sources, Some(edit.span)), "replacement": edit.replacement }));
    json!({ "title": fix.title, "safety": safety, "edits": edits.collect::<Vec<_>>() })
}

const fn suppressor(kind: SuppressionKind) -> &'static str {
    match kind {
        SuppressionKind::InSource => "in-source",
        SuppressionKind::Baseline => "baseline",
        SuppressionKind::Config => "config",
    }
}

fn notice(sources: &Sources, notice: &Notice) -> Value {
    let (path, at) = match &notice.place {
        Place::Scan => (None, None),
        Place::Path(path) => (Some(path.as_str()), None),
        Place::File(file) => (Some(sources.path(*file)), None),
        Place::Span(span) => (Some(sources.path(span.file)), Some(*span)),
    };
    json!({
        "kind": notice.kind.name(),
        "incomplete": notice.kind.is_incomplete(),
        "message": notice.message,
        "path": path,
        "location": location(sources, at),
    })
}

fn rule(rule: &Rule) -> Value {
    let looks_at = match rule.looks_at {
        LooksAt::Functions => "functions",
        LooksAt::Entries => "entries",
        LooksAt::Gateways => "gateways",
        LooksAt::Identities => "identities",
        LooksAt::Stores => "stores",
        LooksAt::Code => "code",
        LooksAt::Packages => "packages",
        LooksAt::Files => "files",
    };
    let fix = match rule.fix {
        FixLevel::None => "none",
        FixLevel::Suggested => "suggested",
        FixLevel::Safe => "safe",
    };
    json!({
        "id": rule.id,
        "title": rule.title,
        "highest": rule.highest,
        "confidence": rule.confidence,
        "cwe": rule.cwe,
        "owasp": rule.owasp,
        "attack": rule.attack,
        "compliance": rule.compliance,
        "looks_at": looks_at,
        "fix": fix,
    })
}
