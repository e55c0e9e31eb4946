//! A runtime its platform no longer cares for.

use std::borrow::Cow;

use finding::{Confidence, Finding, FixLevel, LooksAt, Rule, Severity};
use model::{Application, Function, FunctionId, Guard, Reach};

use crate::{Lifecycle, Stage, evidence, lifecycle};

/// What the rule says of itself.
pub const RULE: Rule = Rule {
    id: Cow::Borrowed("posture/deprecated-runtime"),
    title: Cow::Borrowed("Runtime without security fixes"),
    highest: Severity::High,
    confidence: Confidence::High,
    cwe: Cow::Borrowed(&[1104, 1395]),
    owasp: Cow::Borrowed(&["SAS-06", "A06:2021"]),
    attack: &["T1190"],
    compliance: &["PCI-DSS-4.0:6.3.3"],
    looks_at: LooksAt::Functions,
    fix: FixLevel::None,
    page: Cow::Borrowed(include_str!("deprecated_runtime.md")),
};

/// Reports functions whose runtime is past its day; one finding for all that share the written runtime.
pub fn check(app: &Application, out: &mut Vec<Finding>) {
    for (id, function) in app.project.function_ids() {
        let Some(stack) = app.project.stacks.get(function.resource.stack.index()) else { continue };
        for (guard, runtime, origin) in function.runtime.known() {
            let Some(lifecycle) = lifecycle(stack.cloud, runtime) else { continue };
            let Some((stage, day)) = reached(lifecycle, &app.as_of) else { continue };
            let severity = severity(app, id, function, guard, stage);
            let message = message(runtime, stage, day, lifecycle.successor());
            let places = (origin, &function.origin);
            let mut told = evidence::finding(app, &RULE, severity, &function.resource, places, guard, message);
            evidence::concerns(app, &mut told, id);
            evidence::push_or_join(out, told);
        }
    }
}

/// The last stage that holds on a day, and since when.
fn reached<'a>(lifecycle: &'a Lifecycle, as_of: &str) -> Option<(Stage, &'a str)> {
    let stages = Stage::ALL.into_iter().filter(|stage| lifecycle.is_at(*stage, as_of));
    stages.filter_map(|stage| Some((stage, lifecycle.day(stage)?))).max()
}

/// Open functions on a runtime without fixes are what scanners of attackers look for.
fn severity(app: &Application, id: FunctionId, function: &Function, guard: &Guard, stage: Stage) -> Severity {
    let joined = function.guard.and(guard).unwrap_or_default();
    let open =
        app.exposure.worst_of(&app.project, id, &joined).is_some_and(|(_, _, answer)| answer.reach == Reach::Public);
    if open && stage >= Stage::UpdateBlocked { Severity::High } else { Severity::Medium }
}

fn message(runtime: &str, stage: Stage, day: &str, successor: Option<&str>) -> String {
    let state = match stage {
        Stage::Deprecated => "gets no security fixes",
        Stage::CreateBlocked => "gets no security fixes and is refused for new functions",
        Stage::UpdateBlocked => "gets no security fixes and functions that use it can no longer be changed",
        Stage::Decommissioned => "no longer runs",
        Stage::Retired => "has reached the end of its life",
    };
    let next = successor.map_or_else(String::new, |successor| format!("; its successor is {successor}"));
    format!("{runtime} {state} since {day}{next}")
}
