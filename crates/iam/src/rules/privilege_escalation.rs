//! The permissions of a function's role lead to every permission there is.

use std::borrow::Cow;

use finding::{Confidence, Finding, FixLevel, LooksAt, Rule, Severity};
use model::{AccessTarget, Application};

use crate::Escalation;
use crate::escalation::escalations;
use crate::fault::{Fault, Used, findings, used_identities};

/// What the rule says of itself.
pub const RULE: Rule = Rule {
    id: Cow::Borrowed("iam/privilege-escalation"),
    title: Cow::Borrowed("A role can make itself more powerful"),
    highest: Severity::High,
    confidence: Confidence::High,
    cwe: Cow::Borrowed(&[269, 250]),
    owasp: Cow::Borrowed(&["SAS-4", "A01:2021"]),
    attack: &["T1098", "T1548.005"],
    compliance: &["CIS-AWS-3.0:1.16", "PCI-DSS-4.0:7.2.5"],
    looks_at: LooksAt::Identities,
    fix: FixLevel::None,
    page: Cow::Borrowed(include_str!("privilege_escalation.md")),
};

/// Reports every statement that gives a function's role the key to more than it has.
pub fn check(app: &Application, out: &mut Vec<Finding>) {
    let used: Vec<Used<'_>> = used_identities(&app.project).collect();
    let faults = used.iter().flat_map(|used| faults(app, used).into_iter().map(move |fault| (used, fault)));
    out.extend(findings(app, &RULE, faults));
}

/// One fault for each statement: the first method that it is the key of.
fn faults(app: &Application, used: &Used<'_>) -> Vec<Fault> {
    let mut found: Vec<Escalation> = Vec::new();
    for escalation in escalations(&app.project, used.id).into_iter().filter(Escalation::is_fault) {
        if !found.iter().any(|known| known.statement == escalation.statement) {
            found.push(escalation);
        }
    }
    found.into_iter().map(|escalation| fault(used, &escalation)).collect()
}

fn fault(used: &Used<'_>, escalation: &Escalation) -> Fault {
    let actions: Vec<String> = escalation.actions.iter().map(|action| format!("`{action}`")).collect();
    Fault {
        origin: escalation.origin.clone(),
        attached: used.identity.origin.clone(),
        base: Severity::Medium,
        confidence: if escalation.conditional { Confidence::Medium } else { Confidence::High },
        gives: format!("may {} ({})", escalation.gives, actions.join(", ")),
        guard: escalation.guard.clone(),
    }
}

impl Escalation {
    /// Whether it is a fault of its own: it surely leads to the account, by a permission that somebody named.
    pub(crate) fn is_fault(&self) -> bool {
        self.sure && self.target == AccessTarget::Account && !self.by_wildcard && !self.by_platform
    }
}
