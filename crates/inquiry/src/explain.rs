//! What policies say, statement by statement, in plain words.

mod actions;
mod relations;

use std::sync::Arc;

use account::{Held, Via};
use policy::{Effect, Element, PolicyDocument, PrincipalKind, ResourcePattern, Statement};
use source::Origin;

use crate::{check, real, words};

pub use actions::ServiceShare;

/// One statement in words.
#[derive(Debug, Clone)]
pub struct Told {
    /// The policy's name; empty when it has none.
    pub policy: Arc<str>,
    /// The group it comes from.
    pub group: Option<Arc<str>>,
    /// Its place among the statements of its policy, from 1.
    pub number: usize,
    /// Its `Sid`.
    pub sid: Option<Arc<str>>,
    /// What it does; `None` when AWS would not know.
    pub effect: Option<Effect>,
    /// Whom it speaks of; `None` for the holder of the policy.
    pub who: Option<String>,
    /// The actions, service by service.
    pub actions: Vec<ServiceShare>,
    /// The actions in words, where no service can be told: everything, everything but.
    pub all_actions: Option<String>,
    /// Actions that the reference does not have, with the nearest that it has.
    pub unknown: Vec<(String, Option<String>)>,
    /// The resources in words.
    pub on: String,
    /// The conditions in words; empty without any.
    pub when: String,
    /// What is to be said beside.
    pub notes: Vec<String>,
    /// What it gives that leads to more.
    pub risks: Vec<String>,
    /// Where it is.
    pub origin: Origin,
}

/// Explains policies that stand side by side, such as those of one principal.
pub fn explain(policies: &[Held]) -> Vec<Told> {
    let known: Vec<(&Held, &PolicyDocument)> =
        policies.iter().filter_map(|held| Some((held, held.document.as_deref()?))).collect();
    let documents: Vec<&PolicyDocument> = known.iter().map(|(_, document)| *document).collect();
    let risks = check::risks(&documents);
    let notes = relations::notes(&known);
    let mut told = Vec::new();
    for (held, document) in &known {
        for (index, statement) in document.statements.iter().enumerate() {
            let own = risks.iter().filter(|risk| risk.statement == statement.origin);
            let risks = own.map(check::Risk::in_words).collect();
            let mut notes = notes.get(told.len()).cloned().unwrap_or_default();
            notes.extend(dead(statement));
            told.push(Told { notes, risks, ..told_of(held, index + 1, statement) });
        }
    }
    told
}

fn told_of(held: &Held, number: usize, statement: &Statement) -> Told {
    let found = actions::shares(statement);
    Told {
        policy: Arc::clone(&held.name),
        group: if let Via::Group(group) = &held.via { Some(Arc::clone(group)) } else { None },
        number,
        sid: statement.sid.as_ref().map(|sid| Arc::clone(&sid.value)).filter(|sid| !sid.is_empty()),
        effect: statement.effect.as_ref().map(|effect| effect.value),
        who: statement.principal.as_ref().map(who),
        actions: found.shares,
        all_actions: found.all,
        unknown: found.unknown,
        on: on(statement),
        when: words::conditions(&statement.conditions),
        notes: Vec::new(),
        risks: Vec::new(),
        origin: statement.origin.clone(),
    }
}

/// The actions that a statement names and that act on none of its resources.
fn dead(statement: &Statement) -> Option<String> {
    let actions = statement.action.as_ref().filter(|element| !element.negated)?;
    let resources = statement.resource.as_ref().filter(|element| !element.negated)?;
    let is_dead = |action: &&str| {
        let types = real::resources(action, None);
        let meets = |shape: &String| {
            let shape = ResourcePattern::new(shape.as_str());
            resources.patterns.iter().any(|pattern| pattern.value.intersects(&shape))
        };
        !types.is_empty() && !types.iter().any(meets)
    };
    let names = actions.patterns.iter().map(|pattern| pattern.value.text());
    let dead: Vec<&str> = names.filter(is_dead).collect();
    let verb = if dead.len() == 1 { "acts" } else { "act" };
    (!dead.is_empty())
        .then(|| format!("{} {verb} on none of these resources: nothing comes of it", words::listed(&dead, "and")))
}

/// The resources of a statement in words.
fn on(statement: &Statement) -> String {
    let Some(element) = &statement.resource else { return "the resource that the policy is on".to_owned() };
    let texts: Vec<&str> = element.patterns.iter().map(|pattern| pattern.value.text()).collect();
    match (element.negated, texts.as_slice()) {
        (false, ["*"]) => "every resource".to_owned(),
        (false, _) => words::listed(&texts, "and"),
        (true, _) => format!("every resource but {}", words::listed(&texts, "and")),
    }
}

/// The principals of a statement in words.
fn who(element: &Element<policy::PrincipalPattern>) -> String {
    let one = |pattern: &policy::PrincipalPattern| match pattern.kind {
        _ if pattern.is_everyone() => "anyone".to_owned(),
        PrincipalKind::Aws if pattern.is_whole_account() => {
            format!("account `{}`", pattern.account().unwrap_or(&pattern.text))
        }
        PrincipalKind::Service => format!("the service `{}`", pattern.text),
        PrincipalKind::Federated => format!("holders of a token of `{}`", pattern.text),
        PrincipalKind::CanonicalUser => format!("the account with the S3 id `{}`", pattern.text),
        PrincipalKind::Aws | PrincipalKind::Everyone | PrincipalKind::Unknown => format!("`{}`", pattern.text),
    };
    let all = words::joined(element.patterns.iter().map(|pattern| one(&pattern.value)).collect(), "and");
    if element.negated { format!("everyone but {all}") } else { all }
}
