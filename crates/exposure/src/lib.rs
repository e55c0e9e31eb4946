//! Effective authentication and reachability of every entry point. The only place where this is decided.
//!
//! The order of the decision: what the route itself asks for, else the gateway's default, else what its document says
//! (all three are one [`Auth`] by the time a Project exists) · the gateway's own door (platform authentication) · its
//! resource policy · client certificates · the network it stands in.

mod arrival;
mod grants;
mod route;

use std::collections::BTreeMap;

use finding::Notice;
use model::{ApiId, Entry, EntryExposure, EntryKind, Exposure, Guard, Project, Reach, ReachedHow};

use grants::Grants;

/// Decides for every entry of a project who reaches it, and for every resource policy whom it opens its thing to.
pub fn exposure(project: &Project) -> (Exposure, Vec<Notice>) {
    let (proved, notices) = grants::proved(project);
    let entries = entries(project, &Grants::of(project, &proved));
    (Exposure { entries, grants: proved }, notices)
}

fn entries(project: &Project, grants: &Grants<'_>) -> Vec<EntryExposure> {
    let direct: Vec<EntryExposure> = project.entries.iter().map(|entry| of_entry(project, grants, entry)).collect();
    let connects = connects(project);
    let of = |entry: &Entry| match &entry.kind {
        EntryKind::Message { .. } if !entry.auth.is_set() => {
            connects.get(&entry.api).and_then(|index| direct.get(*index)).cloned()
        }
        _ => None,
    };
    let entries = project.entries.iter().zip(&direct).map(|(entry, own)| of(entry).unwrap_or_else(|| own.clone()));
    let mut entries: Vec<EntryExposure> = entries.collect();
    arrival::open_by_deliveries(project, &direct, &mut entries);
    entries
}

fn of_entry(project: &Project, grants: &Grants<'_>, entry: &Entry) -> EntryExposure {
    match &entry.kind {
        EntryKind::Route { .. } | EntryKind::Message { .. } | EntryKind::GraphQl | EntryKind::Url => {
            route::exposure(project, grants, entry)
        }
        EntryKind::Arrival { store, .. } => arrival::exposure(project, grants, entry, *store),
        EntryKind::Schedule | EntryKind::Event { .. } => by_the_platform(entry),
    }
}

/// Where clients of each WebSocket gateway connect: messages come from whoever was let in there.
fn connects(project: &Project) -> BTreeMap<Option<ApiId>, usize> {
    let is_connect = |entry: &Entry| matches!(&entry.kind, EntryKind::Message { key } if key.as_ref() == "$connect");
    let found = project.entries.iter().enumerate().filter(|(_, entry)| is_connect(entry));
    // Of two the first counts.
    found.rev().map(|(index, entry)| (entry.api, index)).collect()
}

fn by_the_platform(entry: &Entry) -> EntryExposure {
    let because = vec![step(&entry.origin, "only the platform delivers here")];
    EntryExposure {
        answers: vec![ReachedHow { guard: entry.guard.clone(), reach: Reach::Private, because, through: None }],
    }
}

fn step(origin: &source::Origin, message: impl Into<String>) -> finding::Step {
    finding::Step { span: origin.written(), message: message.into() }
}

/// Adds an answer unless its guard contradicts the one it stands under.
fn answer(answers: &mut Vec<ReachedHow>, guards: &[&Guard], reach: Reach, because: Vec<finding::Step>) {
    let joined = guards.iter().try_fold(Guard::always(), |joined, guard| joined.and(guard));
    if let Some(guard) = joined {
        answers.push(ReachedHow { guard, reach, because, through: None });
    }
}
