//! Credentials of the cloud for anyone who asks.

use std::borrow::Cow;

use finding::{Confidence, Edit, Finding, Fix, FixLevel, FixSafety, LooksAt, Rule, Severity};
use model::Application;
use source::Origin;

use crate::{evidence, reach};

/// What the rule says of itself.
pub const RULE: Rule = Rule {
    id: Cow::Borrowed("posture/guest-credentials"),
    title: Cow::Borrowed("Identity pool hands credentials to guests"),
    highest: Severity::High,
    confidence: Confidence::High,
    cwe: Cow::Borrowed(&[287, 306]),
    owasp: Cow::Borrowed(&["API2:2023"]),
    attack: &["T1078.004"],
    compliance: &["PCI-DSS-4.0:8.2.1"],
    looks_at: LooksAt::Identities,
    fix: FixLevel::Suggested,
    page: Cow::Borrowed(include_str!("guest_credentials.md")),
};

/// Reports identity pools that let guests in.
pub fn check(app: &Application, out: &mut Vec<Finding>) {
    for pool in &app.project.guest_access {
        for (guard, _, origin) in pool.allowed.known().filter(|(_, allowed, _)| **allowed) {
            let Some(guard) = pool.guard.and(guard) else { continue };
            let may = pool.guest_identity.and_then(|identity| reach::gains_of(app, app.access.of_identity(identity)));
            let gains = may.as_ref().map_or_else(String::new, |gains| format!(" and may {gains}"));
            let message =
                format!("anyone gets credentials of the cloud from `{}` without signing in{gains}", pool.resource.name);
            let severity = if may.is_some() { Severity::High } else { Severity::Medium };
            let places = (origin, &pool.origin);
            let mut told = evidence::finding(app, &RULE, severity, &pool.resource, places, &guard, message);
            told.fixes.extend(close(origin));
            out.push(told);
        }
    }
}

fn close(origin: &Origin) -> Option<Fix> {
    let Origin::Written(span) = origin else { return None };
    Some(Fix {
        title: "let only signed-in users in".to_owned(),
        safety: FixSafety::Suggested,
        edits: vec![Edit { span: *span, replacement: "false".to_owned() }],
    })
}
