//! Findings.

use finding::{
    Confidence, Edit, Finding, Fingerprint, Fix, FixSafety, RuleId, Severity, Step, Suppression, SuppressionKind,
};
use scan::Sources;
use serde::Serialize;

use crate::place::{TextPlace, snippet};

#[derive(Serialize)]
pub(super) struct FindingShape<'r> {
    rule: &'r RuleId,
    severity: Severity,
    confidence: Confidence,
    message: &'r str,
    location: NamedPlace<'r>,
    snippet: Option<&'r str>,
    only_if: Option<&'r str>,
    functions: &'r [String],
    flow: Vec<StepShape<'r>>,
    related: Vec<StepShape<'r>>,
    fixes: Vec<FixShape<'r>>,
    fingerprints: Option<&'r Fingerprint>,
    suppression: Option<SuppressionShape<'r>>,
}

/// A place and the resource that stands there.
#[derive(Serialize)]
struct NamedPlace<'r> {
    #[serde(flatten)]
    place: TextPlace<'r>,
    resource: &'r str,
}

#[derive(Serialize)]
struct StepShape<'r> {
    message: &'r str,
    location: Option<TextPlace<'r>>,
}

#[derive(Serialize)]
struct FixShape<'r> {
    title: &'r str,
    safety: &'static str,
    edits: Vec<EditShape<'r>>,
}

#[derive(Serialize)]
struct EditShape<'r> {
    location: TextPlace<'r>,
    replacement: &'r str,
}

#[derive(Serialize)]
struct SuppressionShape<'r> {
    kind: &'static str,
    reason: &'r str,
}

impl<'r> FindingShape<'r> {
    pub(super) fn of(sources: &'r Sources, finding: &'r Finding) -> Self {
        let span = finding.location.span;
        Self {
            rule: &finding.rule,
            severity: finding.severity,
            confidence: finding.confidence,
            message: &finding.message,
            location: NamedPlace { place: TextPlace::of(sources, span), resource: &finding.location.resource },
            snippet: snippet(sources, span),
            only_if: finding.only_if.as_deref(),
            functions: &finding.functions,
            flow: steps(sources, &finding.flow),
            related: steps(sources, &finding.related),
            fixes: finding.fixes.iter().map(|fix| FixShape::of(sources, fix)).collect(),
            fingerprints: finding.fingerprint.as_ref(),
            suppression: finding.suppression.as_ref().map(SuppressionShape::of),
        }
    }
}

fn steps<'r>(sources: &'r Sources, steps: &'r [Step]) -> Vec<StepShape<'r>> {
    let shape = |step: &'r Step| StepShape {
        message: &step.message,
        location: step.span.map(|span| TextPlace::of(sources, span)),
    };
    steps.iter().map(shape).collect()
}

impl<'r> FixShape<'r> {
    fn of(sources: &'r Sources, fix: &'r Fix) -> Self {
        let safety = match fix.safety {
            FixSafety::Safe => "safe",
            FixSafety::Suggested => "suggested",
        };
        let edit =
            |edit: &'r Edit| EditShape { location: TextPlace::of(sources, edit.span), replacement: &edit.replacement };
        Self { title: &fix.title, safety, edits: fix.edits.iter().map(edit).collect() }
    }
}

impl<'r> SuppressionShape<'r> {
    fn of(suppression: &'r Suppression) -> Self {
        let kind = match suppression.kind {
            SuppressionKind::InSource => "in-source",
            SuppressionKind::Baseline => "baseline",
            SuppressionKind::Config => "config",
            SuppressionKind::Vex => "vex",
        };
        Self { kind, reason: &suppression.reason }
    }
}
