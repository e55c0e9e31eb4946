//! Actions and resources that never meet: an action without types of resource under an ARN, an action on objects under
//! the ARN of a bucket. AWS accepts such a statement, and it does nothing.

use std::collections::HashMap;
use std::sync::OnceLock;

use policy::{ActionPattern, Arn, Element, ResourcePattern, Sourced};
use service_reference::{Action, ResourceType, Service, actions_matching, published, services};

use crate::check::{Check, checks};
use crate::found::Found;
use crate::proof::{DENY_DENIES_NOTHING, STATEMENT_GRANTS_NOTHING};
use crate::shapes::without_holes;
use crate::values::is_written_out;
use crate::view::View;

checks! {
    ACTION_NEVER_MEETS_RESOURCE: Warning, "an action acts on none of the resources beside it", "The statement does nothing for it: name resources of its types, or `*` for an action that knows none.";
}

/// The ARNs of every type of resource, as patterns.
static PATTERNS: OnceLock<HashMap<ResourceType, ResourcePattern>> = OnceLock::new();

pub(crate) fn check(view: &View<'_>, found: &mut Found) {
    let (Some(actions), Some(resources)) = (&view.parsed.action, &view.parsed.resource) else { return };
    let is_open = |pattern: &Sourced<ResourcePattern>| {
        let text = pattern.value.text();
        // A part that a template leaves open, or one that is no ARN, may be anything here.
        pattern.value.is_any() || Arn::parse(text).is_none() || policy::has_hole(text)
    };
    if actions.negated || resources.negated || resources.patterns.is_empty() || resources.patterns.iter().any(is_open) {
        return;
    }
    let mut meeting = Meeting { resources, known: HashMap::new() };
    let (meet, miss): (Vec<_>, Vec<_>) = actions.patterns.iter().partition(|pattern| meeting.may_meet(pattern));
    if meet.is_empty() && !miss.is_empty() {
        let check: &'static Check = if view.denies() { &DENY_DENIES_NOTHING } else { &STATEMENT_GRANTS_NOTHING };
        let message = format!("no action here acts on these resources: {}", listed(&miss));
        found.add(check, &view.node.origin, message);
        return;
    }
    for pattern in miss {
        let text = pattern.value.text();
        let is_without = actions_matching(text).all(Action::is_without_resources);
        let why = if is_without { "is given on `*` only" } else { "acts on none of these resources" };
        let message = format!("`{text}` {why}, as of {}", published());
        found.add(&ACTION_NEVER_MEETS_RESOURCE, &pattern.origin, message);
    }
}

fn listed(patterns: &[&Sourced<ActionPattern>]) -> String {
    let names: Vec<String> = patterns.iter().take(3).map(|pattern| format!("`{}`", pattern.value.text())).collect();
    let more = if patterns.len() > 3 { " and others" } else { "" };
    format!("{}{more}", names.join(", "))
}

/// The resources of one statement, and which types of resource they may be.
struct Meeting<'a> {
    resources: &'a Element<ResourcePattern>,
    known: HashMap<ResourceType, bool>,
}

impl Meeting<'_> {
    /// Whether some action that is meant may act on some of the resources. Unknown actions are another finding.
    fn may_meet(&mut self, pattern: &Sourced<ActionPattern>) -> bool {
        let text = pattern.value.text();
        if !is_written_out(text) || pattern.value.is_any() {
            return true;
        }
        let mut actions = actions_matching(text).peekable();
        actions.peek().is_none() || actions.any(|action| self.meets(action))
    }

    /// By the reference an action that knows no resources is given on `*` only. Services go beyond it and ask about all of
    /// something, as `iam:ListRoles` asks about `role/`, so an ARN that names nothing gets the benefit of the doubt.
    fn meets(&mut self, action: Action) -> bool {
        if action.is_without_resources() {
            let service = action.service().prefix();
            return self.resources.patterns.iter().any(|pattern| is_all_of(&pattern.value, service));
        }
        action.resources().any(|used| self.meets_type(used.resource_type()))
    }

    fn meets_type(&mut self, kind: ResourceType) -> bool {
        let resources = self.resources;
        *self.known.entry(kind).or_insert_with(|| {
            let pattern = patterns().get(&kind);
            pattern.is_none_or(|pattern| resources.patterns.iter().any(|one| one.value.intersects(pattern)))
        })
    }
}

/// Whether a pattern stands for all resources of a kind, and the kind may be the service's.
fn is_all_of(pattern: &ResourcePattern, service: &str) -> bool {
    let of = Arn::parse(pattern.text()).map(|arn| arn.service);
    pattern.names_none() && of.is_none_or(|of| of == service || of.contains(['*', '?']))
}

fn patterns() -> &'static HashMap<ResourceType, ResourcePattern> {
    PATTERNS.get_or_init(|| {
        let types = services().flat_map(Service::resource_types);
        types.map(|kind| (kind, ResourcePattern::without_variables(without_holes(kind.arn())))).collect()
    })
}
