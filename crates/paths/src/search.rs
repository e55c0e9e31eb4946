//! From doors to goals.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use finding::{Confidence, Severity};
use model::{Access, AccessTarget, Application, EntryKind, FunctionId, Guard, Reach, StoreKind, Target, Verb};
use source::Span;

use crate::door::{Door, doors};
use crate::{AttackPath, Hop, HopKind, words};

/// How many functions a path may pass.
const MOST_FUNCTIONS: usize = 3;
/// How many goals of one function are told; the strongest.
const MOST_GOALS: usize = 4;

/// A path with what choke points are found by.
#[derive(Debug)]
pub(crate) struct Route {
    /// The path as reported.
    pub path: AttackPath,
    /// The doors it can begin at, each with the lock it lacks.
    pub doors: Vec<Door>,
    /// Where each permission it uses was written, with its name.
    pub permissions: Vec<(Option<Span>, String)>,
    order: (FunctionId, usize),
}

impl Route {
    /// Worst first, then short ones, then in the order of the templates.
    pub fn rank(&self) -> (Reverse<Severity>, usize, (FunctionId, usize)) {
        (Reverse(self.path.severity), self.path.hops.len(), self.order)
    }
}

/// A function that strangers reach, and how.
struct Stop {
    function: FunctionId,
    guard: Guard,
    hops: Vec<Hop>,
    permissions: Vec<(Option<Span>, String)>,
    seen: BTreeSet<FunctionId>,
}

/// All paths.
pub(crate) fn routes(app: &Application) -> Vec<Route> {
    let mut by_function: BTreeMap<FunctionId, Vec<Door>> = BTreeMap::new();
    for door in doors(app) {
        by_function.entry(door.function).or_default().push(door);
    }
    by_function.into_iter().flat_map(|(function, doors)| from_doors(app, function, &doors)).collect()
}

fn from_doors(app: &Application, first: FunctionId, doors: &[Door]) -> Vec<Route> {
    let Some(door) = doors.first() else { return Vec::new() };
    let start = Stop {
        function: first,
        guard: door.guard.clone(),
        hops: vec![entry_hop(doors)],
        permissions: Vec::new(),
        seen: BTreeSet::from([first]),
    };
    let mut pending = vec![start];
    let mut routes = Vec::new();
    while let Some(mut stop) = pending.pop() {
        stop.hops.push(function_hop(app, stop.function, stop.hops.len() == 1));
        for (number, access) in goals(app, stop.function).into_iter().enumerate() {
            routes.extend(reach_goal(app, doors, &stop, access, (first, number)));
        }
        if stop.seen.len() < MOST_FUNCTIONS {
            pending.extend(onward(app, &stop));
        }
    }
    routes
}

fn entry_hop(doors: &[Door]) -> Hop {
    let (label, message, span) = doors.first().map_or_else(Default::default, |door| {
        let more = match doors.len() {
            1 => String::new(),
            2 => " and another door".to_owned(),
            count => format!(" and {} other doors", count - 1),
        };
        (format!("{}{more}", door.label), door.because.clone(), door.span)
    });
    Hop { kind: HopKind::Entry, label, message, span }
}

fn function_hop(app: &Application, id: FunctionId, is_first: bool) -> Hop {
    let function = app.project.function(id);
    let label = function.map_or_else(String::new, |function| app.project.full_name(&function.resource));
    let message = if is_first { "runs with what the caller sends" } else { "runs in turn" };
    Hop { kind: HopKind::Function, label, message: message.to_owned(), span: function.and_then(|f| f.origin.written()) }
}

/// What a function may do that is worth having, strongest first. Taking messages off what feeds it is its work.
fn goals(app: &Application, function: FunctionId) -> Vec<&Access> {
    let accesses = app.access.of_function(&app.project, function).iter();
    let mut goals: Vec<&Access> =
        accesses.filter(|access| access.verb >= Verb::Read && !is_work(app, access)).collect();
    goals.sort_by_key(|access| Reverse((access.verb, !access.conditional)));
    let mut told = BTreeSet::new();
    goals.retain(|access| told.insert(access.target.clone()));
    goals.truncate(MOST_GOALS);
    goals
}

fn is_work(app: &Application, access: &Access) -> bool {
    let kind = match &access.target {
        AccessTarget::Store(id) => app.project.store(*id).map(|store| store.kind),
        AccessTarget::Every(kind) => Some(*kind),
        _ => None,
    };
    matches!(kind, Some(StoreKind::Queue | StoreKind::Stream)) && matches!(access.verb, Verb::Read | Verb::Delete)
}

fn reach_goal(
    app: &Application,
    doors: &[Door],
    stop: &Stop,
    access: &Access,
    order: (FunctionId, usize),
) -> Option<Route> {
    let door = doors.first()?;
    let guard = stop.guard.and(&access.guard)?;
    let target = words::target(app, access);
    let span = access.origin.written();
    let mut hops = stop.hops.clone();
    let may = format!("its identity may {} {target}", access.verb.name());
    hops.push(Hop { kind: HopKind::Permission, label: words::actions(access), message: may, span });
    let at = match &access.target {
        AccessTarget::Store(id) => app.project.store(*id).and_then(|store| store.origin.written()),
        AccessTarget::Function(id) => app.project.function(*id).and_then(|function| function.origin.written()),
        _ => None,
    };
    hops.push(Hop { kind: HopKind::Goal, label: target.clone(), message: gain(access).to_owned(), span: at });
    let mut permissions = stop.permissions.clone();
    permissions.push((span, words::actions(access)));
    let who = if door.reach == Reach::Public { "anyone" } else { "whoever has the API key" };
    let title = format!("{who} → {} → {} {target}", stop.hops.get(1).map_or("", |hop| &hop.label), access.verb.name());
    let path = AttackPath {
        severity: severity(access, door.reach),
        confidence: if access.conditional || stop.seen.len() > 1 { Confidence::Low } else { Confidence::Medium },
        title,
        hops,
        only_if: app.project.only_if(&guard),
    };
    Some(Route { path, doors: doors.to_vec(), permissions, order })
}

fn gain(access: &Access) -> &'static str {
    match access.verb {
        Verb::Administer => "the attacker owns it",
        Verb::Escalate => "the attacker becomes a more powerful identity",
        Verb::Decrypt => "the attacker learns secrets",
        Verb::Delete => "the attacker destroys data",
        Verb::Write => "the attacker changes data",
        Verb::Read => "the attacker reads data",
        Verb::Publish | Verb::Invoke => "the attacker goes on from there",
    }
}

fn severity(access: &Access, reach: Reach) -> Severity {
    let severity = match access.verb {
        Verb::Administer | Verb::Escalate => Severity::Critical,
        Verb::Decrypt | Verb::Delete | Verb::Write | Verb::Read => Severity::High,
        Verb::Publish | Verb::Invoke => Severity::Medium,
    };
    if reach == Reach::Public { severity } else { severity.lowered() }
}

/// The functions that this one may run in turn: directly, or by writing to what feeds them.
fn onward(app: &Application, stop: &Stop) -> Vec<Stop> {
    let mut next = Vec::new();
    for access in app.access.of_function(&app.project, stop.function) {
        let Some(guard) = stop.guard.and(&access.guard) else { continue };
        for function in runs(app, access) {
            if stop.seen.contains(&function) {
                continue;
            }
            let mut hops = stop.hops.clone();
            let message = format!("its identity may {} {}", access.verb.name(), words::target(app, access));
            let span = access.origin.written();
            hops.push(Hop { kind: HopKind::Permission, label: words::actions(access), message, span });
            let mut permissions = stop.permissions.clone();
            permissions.push((span, words::actions(access)));
            let mut seen = stop.seen.clone();
            seen.insert(function);
            next.push(Stop { function, guard: guard.clone(), hops, permissions, seen });
        }
    }
    next
}

fn runs(app: &Application, access: &Access) -> Vec<FunctionId> {
    match (&access.target, access.verb) {
        (AccessTarget::Function(id), Verb::Invoke) => vec![*id],
        (AccessTarget::Store(id), Verb::Write | Verb::Publish) => {
            let fed = app.project.entries.iter().filter_map(|entry| match (&entry.kind, &entry.target) {
                (EntryKind::Arrival { store: Some(store), .. }, Target::Function(function)) if store == id => {
                    Some(*function)
                }
                _ => None,
            });
            fed.collect()
        }
        _ => Vec::new(),
    }
}
