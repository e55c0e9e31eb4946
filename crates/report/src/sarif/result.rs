//! Findings as results.

use finding::{Finding, Fix, Rule, Suppression, SuppressionKind};
use scan::Report;

use super::artifacts::Artifacts;
use super::flows::code_flows;
use super::log::{
    ArtifactChange, Fingerprints, FixObject, Location, LogicalLocation, Message, Replacement, ResultObject,
    ResultProperties, SuppressionObject,
};
use super::rule::level;

/// The result of a finding.
pub(super) fn result<'r>(
    report: &'r Report,
    rules: &[&Rule],
    artifacts: &Artifacts<'r>,
    finding: &'r Finding,
) -> ResultObject<'r> {
    let rule_id = finding.rule.as_str();
    ResultObject {
        rule_id,
        rule_index: rules.binary_search_by(|rule| rule.id.as_ref().cmp(rule_id)).ok(),
        level: level(finding.severity),
        message: message(finding),
        locations: [location(artifacts, finding)],
        partial_fingerprints: finding
            .fingerprint
            .as_ref()
            .map(|keys| Fingerprints { primary: &keys.primary, moved: &keys.moved }),
        code_flows: code_flows(report, artifacts, finding),
        related_locations: related(artifacts, finding),
        fixes: finding.fixes.iter().map(|fix| self::fix(artifacts, fix)).collect(),
        suppressions: finding.suppression.iter().map(suppression).collect(),
        baseline_state: report.baseline.is_some().then(|| baseline_state(finding)).flatten(),
        properties: ResultProperties {
            severity: finding.severity.name(),
            confidence: finding.confidence.name(),
            only_if: finding.only_if.as_deref(),
            functions: &finding.functions,
        },
    }
}

fn message(finding: &Finding) -> Message<'static> {
    match &finding.only_if {
        Some(condition) => Message::sentence(&format!("{}, only if {condition}", finding.message)),
        None => Message::sentence(&finding.message),
    }
}

fn location<'r>(artifacts: &Artifacts<'r>, finding: &'r Finding) -> Location<'r> {
    let resource = finding.location.resource.as_str();
    let logical = (!resource.is_empty()).then(|| LogicalLocation {
        name: resource.rsplit('/').next().unwrap_or(resource),
        fully_qualified_name: resource,
        kind: "resource",
    });
    Location {
        physical_location: Some(artifacts.physical(finding.location.span)),
        logical_locations: logical.into_iter().collect(),
        ..Location::default()
    }
}

fn related<'r>(artifacts: &Artifacts<'r>, finding: &'r Finding) -> Vec<Location<'r>> {
    let numbered = finding.related.iter().enumerate();
    numbered.map(|(index, step)| Location { id: Some(index), ..artifacts.step(step.span, &step.message) }).collect()
}

/// The edits of a fix, by file in the order in which the fix first names them.
fn fix<'r>(artifacts: &Artifacts<'r>, fix: &'r Fix) -> FixObject<'r> {
    let mut changes: Vec<(source::FileId, ArtifactChange<'r>)> = Vec::new();
    for edit in &fix.edits {
        let replacement = Replacement {
            deleted_region: artifacts.region(edit.span),
            inserted_content: Message::new(edit.replacement.as_str()),
        };
        match changes.iter_mut().find(|(file, _)| *file == edit.span.file) {
            Some((_, change)) => change.replacements.push(replacement),
            None => {
                let artifact_location = artifacts.file(edit.span.file);
                changes.push((edit.span.file, ArtifactChange { artifact_location, replacements: vec![replacement] }));
            }
        }
    }
    FixObject {
        description: Message::sentence(&fix.title),
        artifact_changes: changes.into_iter().map(|(_, change)| change).collect(),
    }
}

fn suppression(suppression: &Suppression) -> SuppressionObject<'_> {
    let kind = match suppression.kind {
        SuppressionKind::InSource => "inSource",
        SuppressionKind::Baseline | SuppressionKind::Config | SuppressionKind::Vex => "external",
    };
    SuppressionObject { kind, status: "accepted", justification: &suppression.reason }
}

/// `None` for what is suppressed for another reason, because the baseline does not list that.
fn baseline_state(finding: &Finding) -> Option<&'static str> {
    match finding.suppression.as_ref().map(|suppression| suppression.kind) {
        None => Some("new"),
        Some(SuppressionKind::Baseline) => Some("unchanged"),
        Some(SuppressionKind::InSource | SuppressionKind::Config | SuppressionKind::Vex) => None,
    }
}
