//! A client certificate that callers need not show.

use std::borrow::Cow;

use finding::{Confidence, Finding, FixLevel, LooksAt, Rule, Severity};
use model::Application;

use crate::evidence;

/// What the rule says of itself.
pub const RULE: Rule = Rule {
    id: Cow::Borrowed("posture/gateway-bypass"),
    title: Cow::Borrowed("Gateway reachable around its client certificates"),
    highest: Severity::High,
    confidence: Confidence::High,
    cwe: Cow::Borrowed(&[288, 306]),
    owasp: Cow::Borrowed(&["API2:2023"]),
    attack: &["T1190"],
    compliance: &["PCI-DSS-4.0:7.2.5"],
    looks_at: LooksAt::Gateways,
    fix: FixLevel::None,
    page: Cow::Borrowed(include_str!("gateway_bypass.md")),
};

/// Reports gateways that ask for certificates at a custom domain while their own address asks for none.
pub fn check(app: &Application, out: &mut Vec<Finding>) {
    for api in app.project.apis.iter().filter(|api| api.default_endpoint_disabled.first() != Some(&true)) {
        for (guard, _, origin) in api.client_certificate.known().filter(|(_, asked, _)| **asked) {
            let domain = api.domains.first().map_or("its custom domain", |domain| domain);
            let message = format!(
                "client certificates are asked for at {domain}, but not at the gateway's own address, which is on"
            );
            let places = (&api.origin, origin);
            let mut told = evidence::finding(app, &RULE, Severity::High, &api.resource, places, guard, message);
            let asked = finding::Step { span: origin.written(), message: "asked for here".to_owned() };
            told.related.push(asked);
            out.push(told);
        }
    }
}
