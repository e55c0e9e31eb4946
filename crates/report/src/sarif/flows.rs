//! Flows and attack paths as code flows.

use finding::Finding;
use paths::AttackPath;
use scan::Report;
use source::Span;

use super::artifacts::Artifacts;
use super::log::{CodeFlow, Location, Message, ThreadFlow, ThreadFlowLocation};

/// Attack paths that a result carries at most.
const PATHS: usize = 5;

/// The finding's own flow, then the attack paths that lead through its place, worst first.
pub(super) fn code_flows<'r>(report: &'r Report, artifacts: &Artifacts<'r>, finding: &'r Finding) -> Vec<CodeFlow<'r>> {
    let mut flows = Vec::new();
    if !finding.flow.is_empty() {
        let steps = finding.flow.iter().map(|step| artifacts.step(step.span, &step.message));
        flows.push(code_flow(&finding.message, steps));
    }
    let through = report.paths.iter().filter(|path| leads_through(path, finding.location.span));
    flows.extend(through.take(PATHS).map(|path| {
        let steps = path.hops.iter().map(|hop| artifacts.step(hop.span, &format!("{}: {}", hop.label, hop.message)));
        code_flow(&path.title, steps)
    }));
    flows
}

fn leads_through(path: &AttackPath, span: Span) -> bool {
    path.hops.iter().filter_map(|hop| hop.span).any(|hop| hop.contains(span) || span.contains(hop))
}

fn code_flow<'r>(title: &str, steps: impl Iterator<Item = Location<'r>>) -> CodeFlow<'r> {
    let locations = steps.zip(1..).map(|(location, execution_order)| ThreadFlowLocation { location, execution_order });
    CodeFlow { message: Message::sentence(title), thread_flows: [ThreadFlow { locations: locations.collect() }] }
}
