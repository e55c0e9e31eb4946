//! From doors to goals.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use finding::{Confidence, Severity};
use model::{Access, AccessTarget, Application, EntryKind, FunctionId, Guard, Reach, Target, Verb};
use source::Span;

use crate::door::{Door, Lock, doors};
use crate::{AttackPath, Hop, HopKind, Weakness};

/// How many functions a path may pass.
const MOST_FUNCTIONS: usize = 3;
/// How many goals of one function are told; the strongest.
const MOST_GOALS: usize = 4;

/// How many functions are told that one may invoke because it may invoke all; the strongest.
const MOST_BESIDE: usize = 2;

/// A path with what choke points are found by.
#[derive(Debug)]
pub(crate) struct Route {
    /// The path as reported.
    pub path: AttackPath,
    /// The locks that the doors it can begin at lack; empty never.
    pub locks: BTreeSet<Lock>,
    /// Where each permission it uses was written, with its name.
    pub permissions: Vec<(Option<Span>, String)>,
    order: (usize, usize),
}

impl Route {
    /// Worst first, then those that are proved by more than configuration, then short ones, then in the order of the templates.
    pub fn rank(&self) -> (Reverse<Severity>, Reverse<Confidence>, usize, (usize, usize)) {
        (Reverse(self.path.severity), Reverse(self.path.confidence), self.path.hops.len(), self.order)
    }
}

/// A function that strangers reach, and how.
struct Stop {
    /// `None` for a guest.
    function: Option<FunctionId>,
    guard: Guard,
    hops: Vec<Hop>,
    permissions: Vec<(Option<Span>, String)>,
    seen: BTreeSet<FunctionId>,
}

/// All paths.
pub(crate) fn routes(app: &Application, weaknesses: &[Weakness]) -> Vec<Route> {
    let mut by_function: BTreeMap<FunctionId, Vec<Door>> = BTreeMap::new();
    for door in doors(app) {
        by_function.entry(door.function).or_default().push(door);
    }
    let through = by_function.into_iter().flat_map(|(function, doors)| from_doors(app, function, &doors, weaknesses));
    through.chain(from_guests(app)).collect()
}

/// What a path begins with.
struct Start<'a> {
    who: &'static str,
    reach: Reach,
    locks: &'a BTreeSet<Lock>,
    /// Where it stands among the others.
    order: usize,
}

/// Guests of an identity pool need no function: they get an identity of the cloud.
fn from_guests(app: &Application) -> Vec<Route> {
    let mut routes = Vec::new();
    for (index, pool) in app.project.guest_access.iter().enumerate() {
        let Some(identity) = pool.guest_identity else { continue };
        for (guard, _, origin) in pool.allowed.known().filter(|(_, allowed, _)| **allowed) {
            let Some(guard) = pool.guard.and(guard) else { continue };
            let span = origin.written().or_else(|| pool.origin.written());
            let name = app.project.full_name(&pool.resource);
            let locks = BTreeSet::from([Lock { action: format!("let no guests into `{name}`"), span }]);
            let start = Start { who: "anyone", reach: Reach::Public, locks: &locks, order: usize::MAX - index };
            let message = "it gives credentials to guests".to_owned();
            let hops = vec![Hop { kind: HopKind::Entry, label: format!("identity pool {name}"), message, span }];
            let stop = Stop { function: None, guard, hops, permissions: Vec::new(), seen: BTreeSet::new() };
            let accesses = goals(app, app.access.of_identity(identity)).into_iter().enumerate();
            routes.extend(accesses.filter_map(|(number, access)| reach_goal(app, &start, &stop, access, number)));
        }
    }
    routes
}

fn from_doors(app: &Application, first: FunctionId, doors: &[Door], weaknesses: &[Weakness]) -> Vec<Route> {
    let Some(door) = doors.first() else { return Vec::new() };
    let locks = doors.iter().map(|door| door.lock.clone()).collect();
    let who = if door.reach == Reach::Public { "anyone" } else { "whoever has the API key" };
    let start = Start { who, reach: door.reach, locks: &locks, order: first.index() };
    let mut pending = VecDeque::from([Stop {
        function: Some(first),
        guard: door.guard.clone(),
        hops: vec![entry_hop(doors)],
        permissions: Vec::new(),
        seen: BTreeSet::from([first]),
    }]);
    let mut routes = Vec::new();
    // The shortest way to a goal is told; longer ones gain nothing new.
    let mut told = BTreeSet::new();
    while let Some(mut stop) = pending.pop_front() {
        let Some(function) = stop.function else { continue };
        let is_first = stop.hops.len() == 1;
        let runs = function_hop(app, function, is_first);
        // What is sent on to the next function is not followed.
        let weakness = weakness_hop(&runs, weaknesses).filter(|_| is_first);
        stop.hops.push(runs);
        stop.hops.extend(weakness);
        let accesses = goals(app, app.access.of_function(&app.project, function)).into_iter();
        let new = accesses.filter(|access| told.insert(access.target.clone())).enumerate();
        routes.extend(new.filter_map(|(number, access)| reach_goal(app, &start, &stop, access, number)));
        if stop.seen.len() < MOST_FUNCTIONS && !told.contains(&AccessTarget::Account) {
            pending.extend(onward(app, function, &stop));
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

/// The worst weakness of the function that a hop runs.
fn weakness_hop(runs: &Hop, weaknesses: &[Weakness]) -> Option<Hop> {
    let own = weaknesses.iter().find(|own| own.function == runs.label)?;
    Some(Hop { kind: HopKind::Weakness, label: own.label.clone(), message: own.message.clone(), span: own.span })
}

/// What is worth having among what an identity may do, strongest first.
fn goals<'a>(app: &Application, accesses: &'a [Access]) -> Vec<&'a Access> {
    let mut goals: Vec<&Access> = accesses.iter().filter(|access| access.is_worth_having(&app.project)).collect();
    goals.sort_by_key(|access| Reverse((worth(&access.target), access.verb, !access.conditional)));
    let mut told = BTreeSet::new();
    goals.retain(|access| told.insert(access.target.clone()));
    goals.truncate(MOST_GOALS);
    goals
}

/// The account before data, data before what a service has besides.
fn worth(target: &AccessTarget) -> u8 {
    match target {
        AccessTarget::Account => 2,
        AccessTarget::Service(_) => 0,
        _ => 1,
    }
}

fn reach_goal(app: &Application, start: &Start<'_>, stop: &Stop, access: &Access, number: usize) -> Option<Route> {
    let guard = stop.guard.and(&access.guard)?;
    let target = access.target_words(&app.project);
    let span = access.origin.written();
    let mut hops = stop.hops.clone();
    let may = format!("its identity may {}", access.words(&app.project));
    hops.push(Hop { kind: HopKind::Permission, label: actions(access), message: may, span });
    let at = match &access.target {
        AccessTarget::Store(id) => app.project.store(*id).and_then(|store| store.origin.written()),
        AccessTarget::Function(id) => app.project.function(*id).and_then(|function| function.origin.written()),
        _ => None,
    };
    hops.push(Hop { kind: HopKind::Goal, label: target.clone(), message: gain(access).to_owned(), span: at });
    let mut permissions = stop.permissions.clone();
    permissions.push((span, actions(access)));
    let functions = stop.hops.iter().filter(|hop| hop.kind == HopKind::Function);
    let via: Vec<&str> = functions.map(|hop| hop.label.as_str()).collect();
    let via = if via.is_empty() {
        stop.hops.first().map_or_else(String::new, |hop| hop.label.clone())
    } else {
        via.join(" → ")
    };
    let path = AttackPath {
        severity: severity(access, start.reach),
        confidence: confidence(access, stop),
        title: format!("{} → {via} → {}", start.who, access.words(&app.project)),
        hops,
        only_if: app.project.only_if(&guard),
    };
    Some(Route { path, locks: start.locks.clone(), permissions, order: (start.order, number) })
}

/// Without code between, the configuration decides alone; each function between makes it less sure, unless a fault is known that
/// lets the caller steer it.
fn confidence(access: &Access, stop: &Stop) -> Confidence {
    let is_steered = stop.hops.iter().any(|hop| hop.kind == HopKind::Weakness);
    match stop.seen.len() {
        _ if access.conditional => Confidence::Low,
        0 => Confidence::High,
        1 if is_steered => Confidence::High,
        2 if is_steered => Confidence::Medium,
        1 => Confidence::Medium,
        _ => Confidence::Low,
    }
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
fn onward(app: &Application, from: FunctionId, stop: &Stop) -> Vec<Stop> {
    let mut next = Vec::new();
    for access in app.access.of_function(&app.project, from) {
        let Some(guard) = stop.guard.and(&access.guard) else { continue };
        for function in runs(app, from, access) {
            if stop.seen.contains(&function) {
                continue;
            }
            let mut hops = stop.hops.clone();
            let message = format!("its identity may {}", access.words(&app.project));
            let span = access.origin.written();
            hops.push(Hop { kind: HopKind::Permission, label: actions(access), message, span });
            let mut permissions = stop.permissions.clone();
            permissions.push((span, actions(access)));
            let mut seen = stop.seen.clone();
            seen.insert(function);
            next.push(Stop { function: Some(function), guard: guard.clone(), hops, permissions, seen });
        }
    }
    next
}

/// The functions deployed with one that would give most to whoever invokes them.
fn strongest_beside(app: &Application, from: FunctionId) -> Vec<FunctionId> {
    let Some(own) = app.project.function(from) else { return Vec::new() };
    let beside = app
        .project
        .function_ids()
        .filter(|(id, function)| *id != from && app.project.are_together(&function.resource, &own.resource));
    let mut gains: Vec<_> = beside
        .filter_map(|(id, _)| {
            let accesses = app.access.of_function(&app.project, id);
            Some((goals(app, accesses).first().map(|access| (worth(&access.target), access.verb))?, id))
        })
        .collect();
    gains.sort_by_key(|(gain, id)| (Reverse(*gain), *id));
    gains.into_iter().map(|(_, id)| id).take(MOST_BESIDE).collect()
}

fn runs(app: &Application, from: FunctionId, access: &Access) -> Vec<FunctionId> {
    match (&access.target, access.verb) {
        (AccessTarget::Function(id), Verb::Invoke) => vec![*id],
        (AccessTarget::EveryFunction, Verb::Invoke) => strongest_beside(app, from),
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

/// The actions of an access, at most three.
fn actions(access: &Access) -> String {
    let shown: Vec<&str> = access.actions.iter().take(3).map(AsRef::as_ref).collect();
    let more = if access.actions.len() > 3 { ", …" } else { "" };
    format!("{}{more}", shown.join(", "))
}
