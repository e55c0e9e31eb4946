//! From what is wrong with a policy to findings: one for each place, at the severity that its worst function earns.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Slot;

use finding::{Confidence, Finding, Rule, Severity, Step};
use model::{Application, Entry, FunctionId, Guard, Identity, IdentityId, Project, Reach};
use source::{Origin, Span};

/// Something wrong with a policy of an identity.
#[derive(Debug, Clone)]
pub(crate) struct Fault {
    /// Where it shows.
    pub(crate) origin: Origin,
    /// Where the policy was attached, for a fault that shows nowhere.
    pub(crate) attached: Origin,
    /// The severity when no stranger reaches a function that has the policy.
    pub(crate) base: Severity,
    /// How sure.
    pub(crate) confidence: Confidence,
    /// What it gives, in words that follow the functions' names: `may read every table of the account (…)`.
    pub(crate) gives: String,
    /// When it holds.
    pub(crate) guard: Guard,
}

/// An identity with the functions that run as it.
pub(crate) struct Used<'a> {
    /// Its id.
    pub(crate) id: IdentityId,
    /// It.
    pub(crate) identity: &'a Identity,
    /// The functions.
    functions: Vec<FunctionId>,
}

/// The identities that functions run as.
pub(crate) fn used_identities(project: &Project) -> impl Iterator<Item = Used<'_>> {
    project.identities.iter().enumerate().filter_map(|(index, identity)| {
        let id = IdentityId::of(index);
        let own = project.function_ids().filter(|(_, function)| function.identity == Some(id));
        let functions: Vec<FunctionId> = own.map(|(id, _)| id).collect();
        (!functions.is_empty()).then_some(Used { id, identity, functions })
    })
}

/// The findings of a rule. Faults at one place are one finding, however many identities share the text: the worst of
/// them, the first of equal ones, for the functions of all.
pub(crate) fn findings<'a>(
    app: &Application,
    rule: &Rule,
    faults: impl IntoIterator<Item = (&'a Used<'a>, Fault)>,
) -> Vec<Finding> {
    let mut by_place: BTreeMap<Span, (Finding, Vec<Guard>)> = BTreeMap::new();
    for (used, fault) in faults {
        let found = finding(app, rule, used, &fault);
        let (known, guards) = match by_place.entry(found.location.span) {
            Slot::Vacant(slot) => {
                slot.insert((found, vec![fault.guard]));
                continue;
            }
            Slot::Occupied(slot) => slot.into_mut(),
        };
        guards.push(fault.guard);
        join(known, found);
    }
    let told = by_place.into_values().map(|(finding, guards)| Finding { only_if: only_if(app, guards), ..finding });
    told.collect()
}

/// Takes another finding at the same place into `known`: the worse of both, for the functions of both.
fn join(known: &mut Finding, mut other: Finding) {
    if other.severity > known.severity {
        std::mem::swap(known, &mut other);
    }
    for name in other.functions {
        if !known.functions.contains(&name) {
            known.functions.push(name);
        }
    }
}

/// When a fault holds that was found under each of these guards; `None` when they leave no deployment out.
fn only_if(app: &Application, guards: Vec<Guard>) -> Option<String> {
    let symbols = &app.project.symbols;
    let mut merged: Vec<Guard> = Vec::new();
    for mut guard in guards {
        // Merging one pair may make another pair mergeable.
        while let Some((index, union)) =
            merged.iter().enumerate().find_map(|(index, known)| Some((index, symbols.merge(known, &guard)?)))
        {
            merged.remove(index);
            guard = union;
        }
        merged.push(guard);
    }
    let texts: Option<Vec<String>> = merged.iter().map(|guard| app.project.only_if(guard)).collect();
    texts.map(|texts| texts.join(" or "))
}

fn finding(app: &Application, rule: &Rule, used: &Used<'_>, fault: &Fault) -> Finding {
    let project = &app.project;
    let open = open_way(app, used, &fault.guard);
    let severity = match &open {
        Some(_) if fault.base == Severity::Medium => Severity::High,
        _ => fault.base,
    };
    let location = project.location(&used.identity.resource, &fault.origin, &fault.attached);
    let names: Vec<String> = used
        .functions
        .iter()
        .filter_map(|id| project.function(*id))
        .map(|function| project.full_name(&function.resource))
        .collect();
    let mut message = format!("{} {}", subject(&names), fault.gives);
    let mut flow = Vec::new();
    if let Some((function, entry, reach)) = open {
        let who = if reach == Reach::KeyOnly { "anyone with the API key" } else { "anyone" };
        let name = project.function(function).map(|function| project.full_name(&function.resource)).unwrap_or_default();
        message.push_str(&format!("; {who} can call it through {}", entry.label(&app.project)));
        flow.push(Step {
            span: entry.origin.written(),
            message: format!("{who} reaches `{name}` through {}", entry.label(&app.project)),
        });
        flow.push(Step { span: Some(location.span), message: format!("`{name}` {}", fault.gives) });
    }
    let mut finding = Finding::new(rule.id(), severity, fault.confidence, location, message);
    finding.functions = names;
    finding.flow = flow;
    finding
}

/// `F`, `F` and `G`, `F` and 3 other functions.
fn subject(names: &[String]) -> String {
    match names {
        [] => "the function".to_owned(),
        [one] => format!("`{one}`"),
        [one, other] => format!("`{one}` and `{other}`"),
        [one, others @ ..] => format!("`{one}` and {} other functions", others.len()),
    }
}

/// The most open way into one of the functions, if a caller without identity can take it.
fn open_way<'a>(app: &'a Application, used: &Used<'_>, guard: &Guard) -> Option<(FunctionId, &'a Entry, Reach)> {
    let ways = used.functions.iter().filter_map(|id| {
        let (_, entry, how) = app.exposure.worst_of(&app.project, *id, guard)?;
        how.reach.is_open().then_some((*id, entry, how.reach))
    });
    // The first of equally open ones wins: `max_by_key` would take the last.
    ways.reduce(|best, next| if next.2 > best.2 { next } else { best })
}
