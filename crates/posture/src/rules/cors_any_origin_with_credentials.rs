//! Any web page may call with the credentials of its visitor.

use std::borrow::Cow;

use finding::{Confidence, Finding, FixLevel, LooksAt, Rule, Severity};
use model::{Api, Application, Cors};

use crate::evidence;

/// What the rule says of itself.
pub const RULE: Rule = Rule {
    id: Cow::Borrowed("posture/cors-any-origin-with-credentials"),
    title: Cow::Borrowed("Any web page may call with its visitor's credentials"),
    highest: Severity::Medium,
    confidence: Confidence::High,
    cwe: Cow::Borrowed(&[942, 346]),
    owasp: Cow::Borrowed(&["API8:2023", "A05:2021"]),
    attack: &["T1185"],
    compliance: &[],
    looks_at: LooksAt::Gateways,
    fix: FixLevel::None,
    page: Cow::Borrowed(include_str!("cors_any_origin_with_credentials.md")),
};

/// Reports CORS settings that allow every origin together with credentials.
pub fn check(app: &Application, out: &mut Vec<Finding>) {
    for api in &app.project.apis {
        for cors in
            api.cors.iter().filter(|cors| cors.credentials && cors.allowed_origins.iter().any(|one| is_any(one)))
        {
            out.push(tell(app, api, cors));
        }
    }
}

/// Patterns that every web page satisfies.
fn is_any(origin: &str) -> bool {
    matches!(origin, "*" | "http://*" | "https://*" | "http*" | "https*")
}

fn tell(app: &Application, api: &Api, cors: &Cors) -> Finding {
    let message = "any web page may call this with the credentials of whoever visits it".to_owned();
    let guard = api.guard.and(&cors.guard).unwrap_or_default();
    let places = (&cors.origins_origin, &cors.origin);
    let resource = &api.resource;
    let mut told = evidence::finding(app, &RULE, Severity::Medium, resource, places, &guard, message);
    for id in served(app, api) {
        evidence::concerns(app, &mut told, id);
    }
    told
}

/// The functions behind a gateway.
fn served(app: &Application, api: &Api) -> Vec<model::FunctionId> {
    let own = app.project.apis.iter().position(|other| other.resource == api.resource).map(model::ApiId::of);
    let entries = app.project.entries.iter().filter(|entry| entry.api == own);
    let functions = entries.filter_map(|entry| match entry.target {
        model::Target::Function(id) => Some(id),
        _ => None,
    });
    functions.collect()
}
