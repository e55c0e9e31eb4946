//! A token check that lets the wrong tokens pass.

use std::borrow::Cow;

use finding::{Confidence, Finding, FixLevel, LooksAt, Rule, Severity};
use model::{Api, Application, Authorizer, AuthorizerKind, Guard, Property};
use source::Origin;

use crate::evidence;

/// What the rule says of itself.
pub const RULE: Rule = Rule {
    id: Cow::Borrowed("posture/weak-jwt-authorizer"),
    title: Cow::Borrowed("Token check that lets the wrong tokens pass"),
    highest: Severity::High,
    confidence: Confidence::High,
    cwe: Cow::Borrowed(&[287, 345]),
    owasp: Cow::Borrowed(&["API2:2023"]),
    attack: &["T1550.001"],
    compliance: &["PCI-DSS-4.0:8.3.1"],
    looks_at: LooksAt::Gateways,
    fix: FixLevel::None,
    page: Cow::Borrowed(include_str!("weak_jwt_authorizer.md")),
};

/// Reports JWT authorizers that take tokens for any audience or trust an issuer over plain HTTP.
pub fn check(app: &Application, out: &mut Vec<Finding>) {
    for api in &app.project.apis {
        for authorizer in &api.authorizers {
            let AuthorizerKind::Jwt { issuer, audience } = &authorizer.kind else { continue };
            if !audience.is_set() {
                let message =
                    format!("`{}` takes tokens that were issued for anyone: no audience is asked for", authorizer.name);
                out.push(tell(app, api, authorizer, &authorizer.guard, &authorizer.origin, message));
            }
            weak(
                audience,
                |list| list.is_empty() || list.iter().any(|one| one.as_ref() == "*"),
                |guard, origin| {
                    let message = format!("`{}` takes tokens that were issued for anyone", authorizer.name);
                    out.push(tell(app, api, authorizer, guard, origin, message));
                },
            );
            weak(
                issuer,
                |issuer| issuer.starts_with("http://"),
                |guard, origin| {
                    let message = format!(
                        "`{}` fetches its keys over plain HTTP, where anyone between may replace them",
                        authorizer.name
                    );
                    out.push(tell(app, api, authorizer, guard, origin, message));
                },
            );
        }
    }
}

fn weak<T>(property: &Property<T>, is_weak: impl Fn(&T) -> bool, mut tell: impl FnMut(&Guard, &Origin)) {
    for (guard, _, origin) in property.known().filter(|(_, value, _)| is_weak(value)) {
        tell(guard, origin);
    }
}

fn tell(
    app: &Application,
    api: &Api,
    authorizer: &Authorizer,
    guard: &Guard,
    origin: &Origin,
    message: String,
) -> Finding {
    evidence::finding(app, &RULE, Severity::High, &api.resource, (origin, &authorizer.origin), guard, message)
}
