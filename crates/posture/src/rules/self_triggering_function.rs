//! A function that may write to what makes it run.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use finding::{Confidence, Finding, FixLevel, LooksAt, Rule, Severity, Step};
use model::{Access, AccessTarget, Application, Entry, EntryKind, FunctionId, Store, StoreId, StoreKind, Target, Verb};

use crate::evidence;

/// What the rule says of itself.
pub const RULE: Rule = Rule {
    id: Cow::Borrowed("posture/self-triggering-function"),
    title: Cow::Borrowed("Function may write to what makes it run"),
    highest: Severity::Medium,
    confidence: Confidence::Medium,
    cwe: Cow::Borrowed(&[674, 400]),
    owasp: Cow::Borrowed(&["SAS-08"]),
    attack: &["T1499.003"],
    compliance: &[],
    looks_at: LooksAt::Functions,
    fix: FixLevel::None,
    page: Cow::Borrowed(include_str!("self_triggering_function.md")),
};

/// How many functions a loop may have.
const MOST_LEGS: usize = 4;

/// One leg of a loop: a function may write to a store, and arrivals there run the next one.
#[derive(Clone, Copy)]
struct Leg<'a> {
    from: FunctionId,
    access: &'a Access,
    store: &'a Store,
    entry: &'a Entry,
    to: FunctionId,
}

/// Reports loops: a function whose role lets it put something where its own trigger waits, directly or through others.
pub fn check(app: &Application, out: &mut Vec<Finding>) {
    let legs = legs(app);
    for (first, onward) in &legs {
        let (first, mut pending) = (*first, onward.iter().map(|leg| vec![*leg]).collect::<Vec<_>>());
        while let Some(path) = pending.pop() {
            let Some(last) = path.last() else { continue };
            if last.to == first {
                out.extend(tell(app, &path));
            } else if last.to > first && path.len() < MOST_LEGS && path.iter().all(|leg| leg.from != last.to) {
                // Of the functions of a loop the first one tells it.
                let onward = legs.get(&last.to).into_iter().flatten();
                pending.extend(onward.map(|leg| [path.as_slice(), &[*leg]].concat()));
            }
        }
    }
}

/// Every leg, by the function it begins at. That a role may write to every store of a kind counts for its own trigger only:
/// of such roles every pair would be a loop.
fn legs(app: &Application) -> BTreeMap<FunctionId, Vec<Leg<'_>>> {
    let mut waiting: BTreeMap<StoreId, Vec<(&Entry, FunctionId)>> = BTreeMap::new();
    let mut sources: BTreeMap<FunctionId, BTreeSet<StoreId>> = BTreeMap::new();
    for entry in &app.project.entries {
        if let (EntryKind::Arrival { store: Some(store), .. }, Target::Function(to)) = (&entry.kind, &entry.target)
            && app.project.store(*store).is_some_and(|store| store.kind != StoreKind::Workflow)
        {
            waiting.entry(*store).or_default().push((entry, *to));
            sources.entry(*to).or_default().insert(*store);
        }
    }
    let mut legs: BTreeMap<FunctionId, Vec<Leg<'_>>> = BTreeMap::new();
    for (from, _) in app.project.function_ids() {
        let accesses = app.access.of_function(&app.project, from).iter();
        let mut told = BTreeSet::new();
        for access in accesses.filter(|access| matches!(access.verb, Verb::Write | Verb::Publish)) {
            let every =
                |id: &StoreId| app.project.store(*id).is_some_and(|s| access.target == AccessTarget::Every(s.kind));
            let stores: Vec<StoreId> = match access.target {
                AccessTarget::Store(id) => vec![id],
                _ => sources.get(&from).into_iter().flatten().copied().filter(every).collect(),
            };
            for id in stores.into_iter().filter(|id| told.insert(*id)) {
                let Some(store) = app.project.store(id) else { continue };
                let arrivals = waiting.get(&id).into_iter().flatten();
                let own = arrivals.filter(|(_, to)| *to == from || matches!(access.target, AccessTarget::Store(_)));
                let new = own.map(|(entry, to)| Leg { from, access, store, entry, to: *to });
                legs.entry(from).or_default().extend(new);
            }
        }
    }
    legs
}

fn tell(app: &Application, legs: &[Leg<'_>]) -> Option<Finding> {
    let (first, last) = (legs.first()?, legs.last()?);
    let function = app.project.function(first.from)?;
    let guard = legs
        .iter()
        .try_fold(function.guard.clone(), |guard, leg| guard.and(&leg.entry.guard)?.and(&leg.access.guard))?;
    let names: Vec<&str> = legs.iter().filter_map(|leg| Some(app.project.function(leg.to)?.name())).collect();
    let stopped = legs.iter().all(|leg| is_stopped(app, leg));
    let ends = if stopped { "until the platform stops it after 16 rounds" } else { "and nothing stops it" };
    let target = format!("{} `{}`", first.store.kind.name(), first.store.resource.name);
    let message = match legs.len() {
        1 => format!("`{}` may write to {target}, which makes it run", function.name()),
        _ => {
            format!("`{}` may write to {target}, which runs `{}` in a circle", function.name(), names.join("`, then `"))
        }
    };
    // That the code writes there is not known yet, whoever would stop it.
    let severity = if legs.iter().any(|leg| is_filtered(leg.entry)) { Severity::Low } else { Severity::Medium };
    let places = (&last.entry.origin, &function.origin);
    let message = format!("{message}: one event can become a loop {ends}");
    let mut told = evidence::finding(app, &RULE, severity, &function.resource, places, &guard, message);
    for leg in legs {
        evidence::concerns(app, &mut told, leg.from);
        told.flow.extend(steps(app, leg));
    }
    Some(told)
}

fn steps(app: &Application, leg: &Leg<'_>) -> [Step; 2] {
    let name = |id| app.project.function(id).map_or("", |function| function.name());
    let store = format!("{} `{}`", leg.store.kind.name(), leg.store.resource.name);
    let may =
        format!("`{}` may {} {store} ({})", name(leg.from), leg.access.verb.name(), leg.access.actions.join(", "));
    let runs = format!("what arrives in {store} runs `{}`", name(leg.to));
    [Step { span: leg.access.origin.written(), message: may }, Step { span: leg.entry.origin.written(), message: runs }]
}

/// Whether the platform ends a loop at this leg: it was not told otherwise, and it looks at stores of this kind.
fn is_stopped(app: &Application, leg: &Leg<'_>) -> bool {
    let allowed = app.project.function(leg.to).is_some_and(|function| function.loops_allowed.first() == Some(&true));
    is_stopped_by_platform(leg.store.kind) && !allowed
}

/// Source: the Lambda guide to recursive loop detection (queues and topics, buckets later; no streams, no buses).
fn is_stopped_by_platform(kind: StoreKind) -> bool {
    matches!(kind, StoreKind::Queue | StoreKind::Topic | StoreKind::Bucket)
}

/// Whether only some objects make it run; the function then may well write others.
fn is_filtered(entry: &Entry) -> bool {
    matches!(&entry.kind, EntryKind::Arrival { prefix, suffix, .. } if prefix.is_some() || suffix.is_some())
}
