//! A policy that a function's role holds gives everything, a whole service, or its actions on every resource.

use std::borrow::Cow;

use finding::{Confidence, Finding, FixLevel, LooksAt, Rule, Severity};
use model::{Application, PolicyBody, StoreKind, Verb};
use policy::{Grant, ResourcePattern, Statement};
use source::Origin;

use crate::data_plane::{Row, is_harmless, rows};
use crate::escalation::escalations;
use crate::fault::{Fault, Used, findings, used_identities};
use crate::held::{Held, Holdings};
use crate::reach::{everything, telling_origin};
use crate::roles;

/// What the rule says of itself.
pub const RULE: Rule = Rule {
    id: Cow::Borrowed("iam/wildcard-permission"),
    title: Cow::Borrowed("A function's role may do far more than the function needs"),
    highest: Severity::High,
    confidence: Confidence::High,
    cwe: Cow::Borrowed(&[250, 732]),
    owasp: Cow::Borrowed(&["SAS-4", "A01:2021"]),
    attack: &["T1078.004"],
    compliance: &["CIS-AWS-3.0:1.16", "PCI-DSS-4.0:7.2.5"],
    looks_at: LooksAt::Identities,
    fix: FixLevel::None,
    page: Cow::Borrowed(include_str!("wildcard_permission.md")),
};

/// Reports every policy that functions hold and that is far too wide.
pub fn check(app: &Application, out: &mut Vec<Finding>) {
    let used: Vec<Used<'_>> = used_identities(&app.project).collect();
    let faults = used.iter().flat_map(|used| faults(app, used).into_iter().map(move |fault| (used, fault)));
    out.extend(findings(app, &RULE, faults));
}

fn faults(app: &Application, used: &Used<'_>) -> Vec<Fault> {
    let holdings = Holdings::of(used.identity);
    let other_rule = escalating_statements(app, used);
    let mut faults = role_faults(used);
    for held in holdings.policies.iter().filter(|held| !held.is_of_platform()) {
        for statement in held.document.allows().filter(|statement| !other_rule.contains(&statement.origin)) {
            let only = held.only(statement);
            let wide = Wide { holdings: &holdings, held: &only, statement };
            faults.extend(wide.fault());
        }
    }
    faults
}

/// Statements of which `iam/privilege-escalation` speaks.
fn escalating_statements(app: &Application, used: &Used<'_>) -> Vec<Origin> {
    let found = escalations(&app.project, used.id).into_iter().filter(crate::Escalation::is_fault);
    found.map(|escalation| escalation.statement).collect()
}

/// Roles of Azure and Google Cloud that give everything.
fn role_faults(used: &Used<'_>) -> Vec<Fault> {
    let roles = used.identity.policies.iter().filter_map(|attached| match &attached.body {
        PolicyBody::Role { role, scope } if roles::is_everything(role) => Some(Fault {
            origin: attached.origin.clone(),
            attached: used.identity.origin.clone(),
            base: Severity::Medium,
            confidence: Confidence::High,
            gives: format!("may do everything in `{scope}` by the role `{role}`"),
            guard: attached.guard.clone(),
        }),
        _ => None,
    });
    roles.collect()
}

/// One statement, with the policies around it.
struct Wide<'a> {
    holdings: &'a Holdings,
    held: &'a Held,
    statement: &'a Statement,
}

impl Wide<'_> {
    /// What is wrong with the statement, the worst only.
    fn fault(&self) -> Option<Fault> {
        self.all().or_else(|| self.all_but()).or_else(|| self.services()).or_else(|| self.any_resource())
    }

    fn all(&self) -> Option<Fault> {
        let grant = everything(self.holdings, self.held)?;
        Some(self.told(
            &grant.action,
            Severity::Medium,
            grant.conditional,
            "may do everything in the account".to_owned(),
            "*",
        ))
    }

    /// `NotAction` on every resource.
    fn all_but(&self) -> Option<Fault> {
        let element = self.statement.action.as_ref().filter(|element| element.negated)?;
        let grants = self.holdings.grants(self.held, "s3:GetObject", &ResourcePattern::new("*"));
        let grant = grants.into_iter().find(|grant| grant.any_resource)?;
        let spared: Vec<&str> = element.patterns.iter().map(|pattern| pattern.value.text()).collect();
        let gives = format!("may do everything in the account except {}", listed(&spared));
        Some(self.told(&element.origin, Severity::Medium, grant.conditional, gives, "NotAction"))
    }

    /// `s3:*` on every resource.
    fn services(&self) -> Option<Fault> {
        let element = self.statement.action.as_ref().filter(|element| !element.negated)?;
        let whole = element.patterns.iter().filter_map(|pattern| {
            let service = pattern.value.whole_service()?;
            let grants = self.holdings.grants(self.held, &format!("{service}:*"), &ResourcePattern::new("*"));
            let grant = grants.into_iter().find(|grant| grant.any_resource)?;
            Some((service, pattern, grant))
        });
        let mut whole: Vec<_> = whole.collect();
        // What is worth little is told only when nothing else is there.
        whole.sort_by_key(|(service, ..)| is_harmless(service));
        let (first, pattern, grant) = whole.first()?;
        let base = if is_harmless(first) { Severity::Low } else { Severity::Medium };
        let names: Vec<&str> = whole.iter().map(|(_, pattern, _)| pattern.value.text()).collect();
        let gives = match *first {
            "iam" => "may change every permission in the account, its own too".to_owned(),
            service => match noun_of(service) {
                Some(noun) => format!("may do everything with every {noun}"),
                None => format!("may do everything in the service `{service}`"),
            },
        };
        Some(self.told(&pattern.origin, base, grant.conditional, gives, &names.join("`, `")))
    }

    /// Actions on data, on every resource of their kind. A statement with conditions is taken as narrowed by them.
    fn any_resource(&self) -> Option<Fault> {
        let mut found: Vec<(&Row, &str, Grant)> = Vec::new();
        for row in rows().filter(|row| row.kind.is_some() || row.service == "lambda") {
            let every = row.every();
            for action in row.actions {
                let grants = self.holdings.grants(self.held, action, &every);
                let wide = grants.into_iter().find(|grant| grant.any_resource && !grant.conditional);
                found.extend(wide.map(|grant| (row, *action, grant)));
            }
        }
        // The verb that gives most leads.
        found.sort_by_key(|(row, ..)| std::cmp::Reverse(row.verb));
        let (row, _, grant) = found.first()?;
        let base = if row.verb == Verb::Publish { Severity::Low } else { Severity::Medium };
        let mut verbs: Vec<Verb> =
            found.iter().filter(|(other, ..)| other.service == row.service).map(|(row, ..)| row.verb).collect();
        verbs.dedup();
        verbs.sort_unstable();
        let words: Vec<&str> = verbs.iter().map(|verb| verb.name()).collect();
        let mut actions: Vec<&str> =
            found.iter().filter(|(other, ..)| other.service == row.service).map(|(_, action, _)| *action).collect();
        actions.dedup();
        actions.truncate(3);
        let gives =
            format!("may {} every {} of the account", enumerated(&words), noun_of(row.service).unwrap_or("resource"));
        Some(self.told(telling_origin(grant), base, false, gives, &actions.join("`, `")))
    }

    fn told(&self, origin: &Origin, base: Severity, conditional: bool, gives: String, by: &str) -> Fault {
        let by = match &self.held.name {
            Some(name) => format!("`{name}`"),
            None => format!("`{by}`"),
        };
        Fault {
            origin: origin.clone(),
            attached: self.held.origin.clone(),
            base,
            confidence: if conditional { Confidence::Medium } else { Confidence::High },
            gives: format!("{gives} ({by})"),
            guard: self.held.guard.clone(),
        }
    }
}

/// `read, write to and delete from`.
fn enumerated(words: &[&str]) -> String {
    match words.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}

fn listed(texts: &[&str]) -> String {
    texts.iter().map(|text| format!("`{text}`")).collect::<Vec<_>>().join(", ")
}

/// What a service keeps, in the singular; `None` for one that keeps nothing the model knows.
fn noun_of(service: &str) -> Option<&'static str> {
    match service {
        "lambda" => Some("function"),
        "ssm" => Some("parameter"),
        "rds-data" => Some(StoreKind::Database.name()),
        _ => rows().find(|row| row.service == service).and_then(|row| row.kind).map(StoreKind::name),
    }
}
