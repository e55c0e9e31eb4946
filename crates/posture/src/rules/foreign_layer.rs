//! Code of an unknown account inside a function.

use std::borrow::Cow;

use finding::{Confidence, Finding, FixLevel, LooksAt, Rule, Severity};
use model::Application;

use crate::publishers::publisher;
use crate::{evidence, reach};

/// What the rule says of itself.
pub const RULE: Rule = Rule {
    id: Cow::Borrowed("posture/foreign-layer"),
    title: Cow::Borrowed("Layer from an unknown account"),
    highest: Severity::High,
    confidence: Confidence::Medium,
    cwe: Cow::Borrowed(&[829, 1357]),
    owasp: Cow::Borrowed(&["SAS-06"]),
    attack: &["T1195.002"],
    compliance: &["PCI-DSS-4.0:6.3.2"],
    looks_at: LooksAt::Functions,
    fix: FixLevel::None,
    page: Cow::Borrowed(include_str!("foreign_layer.md")),
};

/// Reports layers whose account is neither the deploying one nor a known publisher's.
pub fn check(app: &Application, out: &mut Vec<Finding>) {
    for (id, function) in app.project.function_ids() {
        for (guard, layer, origin) in function.layers.iter().flat_map(model::Property::known) {
            let Some(account) = account_of(layer) else { continue };
            if publisher(account).is_some() {
                continue;
            }
            let severity = if reach::touches_data(app, id) { Severity::High } else { Severity::Medium };
            let gains = reach::gains(app, id).map_or_else(String::new, |gains| format!("; it may {gains}"));
            let message = format!(
                "code of account {account}, which is no known publisher, runs inside `{}`{gains}",
                function.name()
            );
            let places = (origin, &function.origin);
            let mut told = evidence::finding(app, &RULE, severity, &function.resource, places, guard, message);
            evidence::concerns(app, &mut told, id);
            evidence::push_or_join(out, told);
        }
    }
}

/// The account of a layer's ARN, when it is written out.
fn account_of(layer: &str) -> Option<&str> {
    match layer.split(':').collect::<Vec<_>>().as_slice() {
        ["arn", _, "lambda", _, account, "layer", ..] => {
            let is_number = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then_some(*account)
        }
        _ => None,
    }
}
