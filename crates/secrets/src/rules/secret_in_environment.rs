//! A secret written into a function's environment.

use std::borrow::Cow;

use finding::{Confidence, Finding, FixLevel, Location, LooksAt, Rule, Severity};
use model::{Application, EnvironmentVariable, FunctionId};

use crate::{Judged, judge};

/// What the rule says of itself.
pub const RULE: Rule = Rule {
    id: Cow::Borrowed("secrets/secret-in-environment"),
    title: Cow::Borrowed("Secret written into a function's environment"),
    highest: Severity::High,
    confidence: Confidence::High,
    cwe: Cow::Borrowed(&[798, 526]),
    owasp: Cow::Borrowed(&["SAS-07", "A07:2021"]),
    attack: &["T1552.001", "T1552.007"],
    compliance: &["PCI-DSS-4.0:8.6.2", "GDPR:32(1)(a)"],
    looks_at: LooksAt::Functions,
    fix: FixLevel::None,
    page: Cow::Borrowed(include_str!("secret_in_environment.md")),
};

/// Reports literal secrets; one finding for all functions that share the written value.
pub fn check(app: &Application, out: &mut Vec<Finding>) {
    for (id, function) in app.project.function_ids() {
        for variable in &function.environment {
            for (guard, value, origin) in variable.value.known() {
                let Some(judged) = judge(&variable.name, value) else { continue };
                let location = app.project.location(&function.resource, origin, &variable.origin);
                let mut told = tell(variable, judged, location);
                told.only_if = app.project.only_if(guard);
                join(app, out, told, id);
            }
        }
    }
}

fn tell(variable: &EnvironmentVariable, judged: Judged, location: Location) -> Finding {
    let severity = if judged.confidence == Confidence::High { Severity::High } else { Severity::Medium };
    let article = if judged.what.starts_with(['A', 'E', 'I', 'O', 'a', 'e', 'i', 'o']) { "an" } else { "a" };
    let message = format!(
        "`{}` holds {article} {} that everyone reads who may read the template or the function's settings",
        variable.name, judged.what,
    );
    Finding::new(RULE.id(), severity, judged.confidence, location, message)
}

/// Adds the finding, or its function to the one that stands at the same place.
fn join(app: &Application, out: &mut Vec<Finding>, mut told: Finding, id: FunctionId) {
    let name = app.project.function(id).map(|function| app.project.full_name(&function.resource));
    let same = |known: &&mut Finding| known.rule == told.rule && known.location.span == told.location.span;
    match out.iter_mut().find(same) {
        Some(known) => known.functions.extend(name.filter(|name| !known.functions.contains(name))),
        None => {
            told.functions.extend(name);
            out.push(told);
        }
    }
}
