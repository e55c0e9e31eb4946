//! Permissions that lead from an identity to a more powerful one.
//!
//! A method is a set of permissions that together give more than they say. Each is found with the resources that the
//! policies grant it on: over every role it leads to the account, over a named one no further than that one.

mod methods;

use std::sync::Arc;

use model::{Access, AccessTarget, FunctionId, Guard, IdentityId, Project, ResourceId, Verb};
use policy::{ActionPattern, Arn, Comparison, Condition, Grant, ResourcePattern};
use source::Origin;

use crate::held::{Held, Holdings};
use crate::reach::{everything, functions_meant, identity_patterns};
use methods::{METHODS, Method, Need, On};

/// One way from an identity to more than it has.
#[derive(Debug, Clone, PartialEq)]
pub struct Escalation {
    /// The method's id at pathfinding.cloud, or our own for those it does not have.
    pub method: &'static str,
    /// What the method does, in words that follow "may".
    pub gives: &'static str,
    /// Whether the permissions alone suffice; otherwise something must exist that the templates do not show.
    pub sure: bool,
    /// Where it leads.
    pub target: AccessTarget,
    /// The permissions, the key one first.
    pub actions: Vec<Arc<str>>,
    /// Where the key permission was written.
    pub origin: Origin,
    /// Where the statement with the key permission is.
    pub statement: Origin,
    /// Whether the key permission comes with a wildcard over a whole service or more, which is a fault of its own.
    pub by_wildcard: bool,
    /// Whether the policy with the key permission is one of the platform's own for running functions.
    pub by_platform: bool,
    /// When it holds.
    pub guard: Guard,
    /// Whether conditions of the policies narrow it further.
    pub conditional: bool,
}

/// Every escalation of an identity; none for one that may do everything already.
pub fn escalations(project: &Project, id: IdentityId) -> Vec<Escalation> {
    project.identity(id).map_or_else(Vec::new, |identity| of_identity(project, id, &Holdings::of(identity)))
}

pub(crate) fn of_identity(project: &Project, id: IdentityId, holdings: &Holdings) -> Vec<Escalation> {
    if holdings.policies.iter().any(|held| held.guard.is_always() && everything(holdings, held).is_some()) {
        return Vec::new();
    }
    let search = Search::new(project, id, holdings);
    METHODS.iter().flat_map(|method| search.method(method)).collect()
}

/// A permission that satisfies a need.
#[derive(Clone)]
struct Found<'a> {
    action: &'static str,
    held: &'a Held,
    grant: Grant,
    conditional: bool,
}

struct Search<'a> {
    project: &'a Project,
    holdings: &'a Holdings,
    /// Functions that run as the identity.
    own_functions: Vec<FunctionId>,
    /// The identity, as its template names it.
    beside: Option<&'a ResourceId>,
    /// The ARNs the identity's own role may have.
    own_role: Vec<ResourcePattern>,
}

impl<'a> Search<'a> {
    fn new(project: &'a Project, id: IdentityId, holdings: &'a Holdings) -> Self {
        let own = project.function_ids().filter(|(_, function)| function.identity == Some(id));
        let own_role = project.identity(id).map(identity_patterns).unwrap_or_default();
        let beside = project.identity(id).map(|identity| &identity.resource);
        Self { project, holdings, own_functions: own.map(|(id, _)| id).collect(), beside, own_role }
    }

    /// The ways in which the identity has all that a method needs.
    fn method(&self, method: &Method) -> Vec<Escalation> {
        let Some((key, others)) = method.needs.split_first() else { return Vec::new() };
        let mut found: Vec<Escalation> = Vec::new();
        for key in self.satisfying(key) {
            let mut parts = vec![key.clone()];
            let Some(guard) = self.join(others, &key.held.guard, &mut parts) else { continue };
            for target in self.targets(method, &key) {
                let escalation = escalation(method, &parts, target, guard.clone());
                let is_known =
                    |known: &Escalation| known.target == escalation.target && known.origin == escalation.origin;
                if !found.iter().any(is_known) {
                    found.push(escalation);
                }
            }
        }
        found
    }

    /// Adds a permission for each of the other needs; `None` when one is missing or holds only in other deployments.
    fn join(&self, needs: &[Need], guard: &Guard, parts: &mut Vec<Found<'a>>) -> Option<Guard> {
        let mut joined = guard.clone();
        for need in needs {
            let possible =
                self.satisfying(need).into_iter().filter_map(|part| Some((joined.and(&part.held.guard)?, part)));
            // The one without conditions is the stronger; the first of equal ones is taken.
            let (guard, part) = possible.min_by_key(|(_, part)| part.conditional)?;
            joined = guard;
            parts.push(part);
        }
        Some(joined)
    }

    /// Every permission of the identity that satisfies a need.
    fn satisfying(&self, need: &Need) -> Vec<Found<'a>> {
        let target = ResourcePattern::new(need.on.arn());
        let mut found = Vec::new();
        for held in &self.holdings.policies {
            for action in need.any_of {
                for grant in self.holdings.grants(held, action, &target) {
                    let Some(conditional) = passes(need.on, &grant.conditions) else { continue };
                    found.push(Found { action, held, grant, conditional });
                }
            }
        }
        found
    }

    /// Where the key permission leads: the account when it is over everything of its kind or over the identity itself.
    fn targets(&self, method: &Method, key: &Found<'_>) -> Vec<AccessTarget> {
        if key.grant.any_resource {
            return vec![AccessTarget::Account];
        }
        let given = ResourcePattern::new(key.grant.resource_text.as_str());
        if Arn::parse(given.text()).is_some_and(|arn| arn.account == "aws") {
            // Nobody but the platform changes its own policies.
            return Vec::new();
        }
        match method.needs.first().map(|need| need.on) {
            Some(On::Role) if self.own_role.iter().any(|own| own.intersects(&given)) => vec![AccessTarget::Account],
            Some(On::Function) => {
                let meant = self.beside.map(|beside| functions_meant(self.project, beside, &given)).unwrap_or_default();
                if meant.is_empty() {
                    return vec![AccessTarget::Named(Arc::from(given.text()))];
                }
                meant.into_iter().filter(|id| !self.own_functions.contains(id)).map(AccessTarget::Function).collect()
            }
            _ => vec![AccessTarget::Named(Arc::from(given.text()))],
        }
    }
}

fn escalation(method: &Method, parts: &[Found<'_>], target: AccessTarget, guard: Guard) -> Escalation {
    let key = parts.first();
    let origin = |pick: fn(&Grant) -> &Origin| key.map_or(Origin::Default("policy"), |key| pick(&key.grant).clone());
    Escalation {
        method: method.id,
        gives: method.gives,
        sure: method.sure,
        target,
        actions: parts.iter().map(|part| Arc::from(part.action)).collect(),
        origin: origin(|grant| &grant.action),
        statement: origin(|grant| &grant.statement),
        by_wildcard: key.is_some_and(|key| is_wildcard(&key.grant)),
        by_platform: key.is_some_and(|key| key.held.is_of_platform()),
        guard,
        conditional: parts.iter().any(|part| part.conditional),
    }
}

/// Whether a grant names its action only by a whole service or more.
pub(crate) fn is_wildcard(grant: &Grant) -> bool {
    let pattern = ActionPattern::new(grant.action_text.as_str());
    grant.action_text == "NotAction" || pattern.is_any() || pattern.whole_service().is_some()
}

/// Whether the conditions of a grant leave it usable, and whether only under further conditions. Passing a role to a
/// named service is usable if it is the service that the method needs.
fn passes(on: On, conditions: &[Condition]) -> Option<bool> {
    let On::PassedRole(service) = on else { return Some(!conditions.is_empty()) };
    let mut conditional = false;
    for condition in conditions {
        match names_service(condition, service) {
            Some(true) => {}
            Some(false) => return None,
            None => conditional = true,
        }
    }
    Some(conditional)
}

/// Whether a condition on `iam:PassedToService` lets a service through; `None` for another condition.
fn names_service(condition: &Condition, service: &str) -> Option<bool> {
    let operator = condition.meaning?;
    let is_text = matches!(
        operator.comparison,
        Comparison::StringEquals | Comparison::StringEqualsIgnoreCase | Comparison::StringLike
    );
    if !condition.key.value.eq_ignore_ascii_case("iam:PassedToService") || !is_text || operator.negated {
        return None;
    }
    let matches = |text: &str| match operator.comparison {
        Comparison::StringLike => policy::Glob::new(text).matches(service),
        _ => text.eq_ignore_ascii_case(service),
    };
    Some(condition.values.iter().any(|value| matches(&value.value)))
}

impl From<Escalation> for Access {
    fn from(escalation: Escalation) -> Self {
        Self {
            verb: Verb::Escalate,
            target: escalation.target,
            actions: escalation.actions,
            origin: escalation.origin,
            guard: escalation.guard,
            conditional: escalation.conditional,
        }
    }
}
