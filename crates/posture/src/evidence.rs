//! How findings are told: at which place, for which functions, with which steps.

use finding::{Finding, Rule, Severity, Step};
use model::{Application, Entry, FunctionId, Guard, PolicyTarget, ReachedHow, ResourceId, ResourcePolicy, Target};
use policy::PublicGrant;
use source::Origin;

use crate::reach;

/// A finding of `rule` about `resource`; it stands at the nearest written place of `origin`, else of `fallback`.
pub(crate) fn finding(
    app: &Application,
    rule: &Rule,
    severity: Severity,
    resource: &ResourceId,
    (origin, fallback): (&Origin, &Origin),
    guard: &Guard,
    message: String,
) -> Finding {
    let location = app.project.location(resource, origin, fallback);
    let mut finding = Finding::new(rule.id(), severity, rule.confidence, location, message);
    finding.only_if = app.project.only_if(guard);
    finding
}

/// Names the function a finding concerns.
pub(crate) fn concerns(app: &Application, finding: &mut Finding, function: FunctionId) {
    if let Some(function) = app.project.function(function) {
        let name = app.project.full_name(&function.resource);
        if !finding.functions.contains(&name) {
            finding.functions.push(name);
        }
    }
}

/// The resource a finding about an entry is about: the function behind it, else what declares it.
pub(crate) fn subject<'a>(app: &'a Application, entry: &'a Entry) -> &'a ResourceId {
    match &entry.target {
        Target::Function(id) => app.project.function(*id).map_or(&entry.resource, |function| &function.resource),
        _ => &entry.resource,
    }
}

/// A finding about an entry that is too open: why it is, what it leads to, what that may do.
pub(crate) fn open_entry(
    app: &Application,
    rule: &Rule,
    entry: &Entry,
    answer: &ReachedHow,
    stated: &Origin,
    message: String,
) -> Finding {
    let severity = reach::behind(app, &entry.target, answer.reach).min(rule.highest);
    let resource = subject(app, entry);
    let mut told = finding(app, rule, severity, resource, (stated, &entry.origin), &answer.guard, message);
    told.flow = answer.because.clone();
    if let Target::Function(id) = &entry.target
        && let Some(function) = app.project.function(*id)
    {
        concerns(app, &mut told, *id);
        let reached = format!("{} reaches function `{}`", entry.label(&app.project), function.name());
        told.flow.push(Step { span: function.origin.written(), message: reached });
        if let Some(gains) = reach::gains(app, *id) {
            let access = app.access.of_function(&app.project, *id).first();
            let message = format!("which may {gains}");
            told.flow.push(Step { span: access.and_then(|access| access.origin.written()), message });
        }
    }
    told
}

/// Where what an entry asks for was stated under a guard.
pub(crate) fn stated<'a>(entry: &'a Entry, guard: &Guard) -> &'a Origin {
    let stated = entry.auth.alternatives.iter().find(|alternative| guard.implies(&alternative.guard));
    stated.or(entry.auth.alternatives.first()).map_or(&entry.origin, |alternative| &alternative.origin)
}

/// Adds a finding, or joins its functions to one of the same rule at the same place: one written fault is one finding,
/// however many functions share the text.
pub(crate) fn push_or_join(out: &mut Vec<Finding>, told: Finding) {
    let same = |known: &&mut Finding| {
        known.rule == told.rule && known.location.span == told.location.span && known.only_if == told.only_if
    };
    match out.iter_mut().find(same) {
        Some(known) => {
            known.severity = known.severity.max(told.severity);
            for name in told.functions {
                if !known.functions.contains(&name) {
                    known.functions.push(name);
                }
            }
        }
        None => out.push(told),
    }
}

/// A grant in words: `anyone, from any address, may sqs:SendMessage on queue `Jobs``.
pub(crate) fn granted(app: &Application, policy: &ResourcePolicy, grant: &PublicGrant) -> String {
    let thing = match thing(app, policy) {
        Some(resource) => format!("{} `{}`", policy.noun, resource.name),
        None => format!("the {} of `{}`", policy.noun, policy.resource.name),
    };
    format!("{} may {} on {thing}", grant.who(), grant.what())
}

/// What a policy stands on, if it is in the project.
pub(crate) fn thing<'a>(app: &'a Application, policy: &ResourcePolicy) -> Option<&'a ResourceId> {
    match policy.on {
        PolicyTarget::Function(id) => app.project.function(id).map(|function| &function.resource),
        PolicyTarget::Store(id) => app.project.store(id).map(|store| &store.resource),
        PolicyTarget::Api(id) => app.project.api(id).map(|api| &api.resource),
        PolicyTarget::Identity(id) => app.project.identity(id).map(|identity| &identity.resource),
        PolicyTarget::Elsewhere => None,
    }
}

/// The request that shows a grant, as the step that leads in.
pub(crate) fn witness(grant: &PublicGrant) -> Option<Step> {
    let message = format!("this request passes: {}", grant.shown_by()?);
    Some(Step { span: grant.statement.written(), message })
}

/// The grants on functions, each with its policy and function; `None` for a function of another template.
pub(crate) fn function_grants(
    app: &Application,
) -> impl Iterator<Item = (&ResourcePolicy, Option<FunctionId>, &PublicGrant)> {
    let grants = app.exposure.grants(&app.project).filter(|(policy, _)| policy.shield().is_none());
    grants.filter_map(|(policy, grant)| match policy.on {
        PolicyTarget::Function(id) => Some((policy, Some(id), grant)),
        _ if policy.noun == "function" => Some((policy, None, grant)),
        _ => None,
    })
}
