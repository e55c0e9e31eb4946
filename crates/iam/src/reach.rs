//! What an identity may do, in the neutral verbs of the model.

mod target;

use std::sync::Arc;

use finding::Notice;
use model::{Access, AccessMap, AccessTarget, Identity, IdentityId, Project, Verb};
use policy::{ActionPattern, Element, Grant, ResourcePattern};
use source::Origin;

use crate::data_plane::{Row, has_rows, is_harmless, rows};
use crate::escalation::{self, is_wildcard};
use crate::held::{Held, Holdings};
use crate::roles;
use target::{function_targets, store_targets};
pub(crate) use target::{functions_meant, identity_patterns};

/// How many actions an access names.
const ACTIONS_NAMED: usize = 3;

/// What every identity of a project may do, and which policies are not known.
pub fn access(project: &Project) -> (AccessMap, Vec<Notice>) {
    let mut map = AccessMap::default();
    let mut notices = Vec::new();
    for index in 0..project.identities.len() {
        let (accesses, unknown) = reach(project, IdentityId::of(index));
        map.of.push(accesses);
        notices.extend(unknown);
    }
    (map, notices)
}

/// What one identity may do, strongest first, and which of its policies are not known.
pub fn reach(project: &Project, id: IdentityId) -> (Vec<Access>, Vec<Notice>) {
    let Some(identity) = project.identity(id) else { return (Vec::new(), Vec::new()) };
    let holdings = Holdings::of(identity);
    let mut accesses: Vec<Access> =
        identity.policies.iter().flat_map(|policy| roles::access(project, policy)).collect();
    for held in &holdings.policies {
        accesses.extend(Reader { project, identity, holdings: &holdings, held }.accesses());
    }
    accesses.extend(escalation::of_identity(project, id, &holdings).into_iter().map(Into::into));
    accesses
        .sort_by(|a, b| b.verb.cmp(&a.verb).then_with(|| a.target.cmp(&b.target)).then_with(|| a.guard.cmp(&b.guard)));
    (merged(project, accesses), holdings.notices)
}

/// The accesses with those joined that differ only in the deployments they hold in.
fn merged(project: &Project, accesses: Vec<Access>) -> Vec<Access> {
    let mut merged: Vec<Access> = Vec::new();
    for access in accesses {
        let is_same = |known: &Access| {
            let of = |access: &Access| (access.verb, access.conditional);
            of(known) == of(&access)
                && known.target == access.target
                && known.actions == access.actions
                && known.origin == access.origin
        };
        let union = merged.iter_mut().filter(|known| is_same(known)).find_map(|known| {
            let guard = project.symbols.merge(&known.guard, &access.guard)?;
            Some((known, guard))
        });
        match union {
            Some((known, guard)) => known.guard = guard,
            None => merged.push(access),
        }
    }
    merged
}

/// The statement that gives everything, if a policy has one; not when the permissions themselves are out of its reach.
pub(crate) fn everything(holdings: &Holdings, held: &Held) -> Option<Grant> {
    let whole = ResourcePattern::new("*");
    let is_whole = |grant: &Grant| ResourcePattern::new(grant.resource_text.as_str()).is_any();
    let all = holdings
        .grants(held, "*", &whole)
        .into_iter()
        .find(|grant| grant.action_text != "NotAction" && is_whole(grant));
    let may_change_permissions = !holdings.grants(held, "iam:PutRolePolicy", &whole).is_empty();
    all.filter(|_| may_change_permissions)
}

/// The place that shows what is wrong with a wide grant: the action when it is a whole service or everything, else the
/// resource.
pub(crate) fn telling_origin(grant: &Grant) -> &Origin {
    if is_wildcard(grant) || !grant.any_resource { &grant.action } else { &grant.resource }
}

/// Reads one policy of one identity.
struct Reader<'a> {
    project: &'a Project,
    identity: &'a Identity,
    holdings: &'a Holdings,
    held: &'a Held,
}

impl Reader<'_> {
    fn accesses(&self) -> Vec<Access> {
        if let Some(grant) = everything(self.holdings, self.held) {
            return self.one(Verb::Administer, AccessTarget::Account, vec![("*", grant)]).into_iter().collect();
        }
        let mut accesses: Vec<Access> = rows().flat_map(|row| self.of_row(row)).collect();
        accesses.extend(self.whole_services());
        accesses
    }

    /// What the policy gives of one verb in one service: every store, or those it names.
    fn of_row(&self, row: &Row) -> Vec<Access> {
        if !self.speaks_of(row) {
            return Vec::new();
        }
        let every = row.every();
        let granted = self.granted(row, &every);
        let wide: Vec<_> = granted.iter().filter(|(_, grant)| grant.any_resource).cloned().collect();
        if !wide.is_empty() {
            return self.one(row.verb, every_target(row), wide).into_iter().collect();
        }
        if granted.is_empty() {
            return Vec::new();
        }
        let mut accesses = Vec::new();
        let targets = store_targets(self.project, &self.identity.resource, row);
        let functions =
            if row.service == "lambda" { function_targets(self.project, &self.identity.resource) } else { Vec::new() };
        let known: Vec<&(AccessTarget, Vec<ResourcePattern>)> = targets.iter().chain(&functions).collect();
        for (target, patterns) in &known {
            let granted = patterns.iter().flat_map(|pattern| self.granted(row, pattern)).collect();
            accesses.extend(self.one(row.verb, target.clone(), granted));
        }
        for pattern in self.named_patterns().filter(|pattern| pattern.intersects(&every)) {
            if !known.iter().any(|(_, patterns)| patterns.iter().any(|known| known.intersects(pattern))) {
                let target = AccessTarget::Named(Arc::from(pattern.text()));
                accesses.extend(self.one(row.verb, target, self.granted(row, pattern)));
            }
        }
        accesses
    }

    /// Whether a statement grants an action of a row on anything at all: most policies speak of few rows.
    fn speaks_of(&self, row: &Row) -> bool {
        let selects = |element: &Element<ActionPattern>| {
            row.actions.iter().any(|action| element.selects(|pattern| pattern.matches(action)))
        };
        self.held.document.allows().filter_map(|statement| statement.action.as_ref()).any(selects)
    }

    /// The actions of a row that the policy gives on a target.
    fn granted(&self, row: &Row, target: &ResourcePattern) -> Vec<(&'static str, Grant)> {
        let grants = row
            .actions
            .iter()
            .filter_map(|action| Some((*action, policy::strongest(self.holdings.grants(self.held, action, target))?)));
        grants.collect()
    }

    /// The patterns of the policy that name a resource.
    fn named_patterns(&self) -> impl Iterator<Item = &ResourcePattern> {
        let elements = self.held.document.allows().filter_map(|statement| statement.resource.as_ref());
        let patterns = elements.filter(|element| !element.negated).flat_map(|element| &element.patterns);
        patterns.map(|pattern| &pattern.value).filter(|pattern| !pattern.names_none())
    }

    /// Services without rows that the policy gives wholly.
    fn whole_services(&self) -> Vec<Access> {
        let whole = ResourcePattern::new("*");
        let mut accesses = Vec::new();
        let elements = self.held.document.allows().filter_map(|statement| statement.action.as_ref());
        let patterns = elements.filter(|element| !element.negated).flat_map(|element| &element.patterns);
        for service in patterns.filter_map(|pattern| pattern.value.whole_service()) {
            if has_rows(service) || is_harmless(service) {
                continue;
            }
            let granted = self.holdings.grants(self.held, &format!("{service}:*"), &whole);
            let wide = granted.into_iter().filter(|grant| grant.any_resource).map(|grant| ("*", grant)).collect();
            accesses.extend(self.one(Verb::Administer, AccessTarget::Service(Arc::from(service)), wide));
        }
        accesses
    }

    /// One access out of the grants that give it; `None` without grants.
    fn one(&self, verb: Verb, target: AccessTarget, granted: Vec<(&'static str, Grant)>) -> Option<Access> {
        let (_, first) = granted.first()?;
        let origin = telling_origin(first).clone();
        let mut actions: Vec<Arc<str>> = Vec::new();
        for (action, grant) in &granted {
            let text = if grant.action_text == "NotAction" { action } else { grant.action_text.as_str() };
            if actions.len() < ACTIONS_NAMED && !actions.iter().any(|known| **known == *text) {
                actions.push(Arc::from(text));
            }
        }
        let conditional = granted.iter().all(|(_, grant)| grant.conditional);
        debug_assert!(self.held.guard.implies(&self.identity.guard), "a policy holds only while its identity exists");
        Some(Access { verb, target, actions, origin, guard: self.held.guard.clone(), conditional })
    }
}

fn every_target(row: &Row) -> AccessTarget {
    match (row.kind, row.service) {
        (Some(kind), _) => AccessTarget::Every(kind),
        (None, "lambda") => AccessTarget::EveryFunction,
        (None, service) => AccessTarget::Service(Arc::from(service)),
    }
}
