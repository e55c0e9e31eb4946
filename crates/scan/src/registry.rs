//! Every rule there is.

use std::collections::BTreeSet;

use finding::{Finding, Rule};
use model::Application;

use crate::code::CodeRules;

/// One rule about the application, whichever crate owns it.
pub(crate) struct Registered {
    /// What it says of itself.
    pub rule: &'static Rule,
    /// Adds what it finds.
    pub check: fn(&Application, &mut Vec<Finding>),
}

impl Registered {
    /// The analyzer that owns it: the first part of its id.
    pub fn analyzer(&self) -> &str {
        self.rule.id.split('/').next().unwrap_or_default()
    }
}

/// All rules about the application.
pub(crate) fn entries() -> impl Iterator<Item = Registered> {
    let posture = posture::RULES.iter().map(|entry| Registered { rule: &entry.rule, check: entry.check });
    let iam = iam::RULES.iter().map(|entry| Registered { rule: &entry.rule, check: entry.check });
    let secrets = secrets::RULES.iter().map(|entry| Registered { rule: &entry.rule, check: entry.check });
    posture.chain(iam).chain(secrets)
}

/// The metadata of every rule, ordered by id.
pub fn rules() -> Vec<Rule> {
    let about_ignores = crate::RULES.iter().map(|entry| entry.rule.clone());
    let about_the_application = entries().map(|entry| entry.rule.clone());
    let about_packages = deps::RULES.iter().map(|entry| entry.rule.clone());
    let own = about_ignores.chain(about_the_application).chain(about_packages);
    let mut rules: Vec<Rule> = own.chain(CodeRules::packed()).collect();
    rules.sort_by(|a, b| a.id.cmp(&b.id));
    rules
}

/// Every name that `only` and `skip` know, sorted: the first parts of the rules' ids, `code`, whose rules may be a
/// user's, `deps`, whose rules are about packages, and `paths`, which has no rules.
/// What this crate says about ignores is always said.
pub fn analyzers() -> Vec<String> {
    let owners = entries().map(|entry| entry.analyzer().to_owned());
    owners.chain(["code", "deps", "paths"].map(str::to_owned)).collect::<BTreeSet<_>>().into_iter().collect()
}
