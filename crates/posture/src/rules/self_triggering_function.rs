//! A function that may write to what makes it run.

use std::borrow::Cow;

use finding::{Confidence, Finding, FixLevel, LooksAt, Rule, Severity};
use model::{AccessTarget, Application, Entry, EntryKind, FunctionId, Store, StoreId, StoreKind, Target, Verb};

use crate::evidence;

/// What the rule says of itself.
pub const RULE: Rule = Rule {
    id: Cow::Borrowed("posture/self-triggering-function"),
    title: Cow::Borrowed("Function may write to what makes it run"),
    highest: Severity::High,
    confidence: Confidence::Medium,
    cwe: &[674, 400],
    owasp: &["SAS-08"],
    attack: &["T1499.003"],
    compliance: &[],
    looks_at: LooksAt::Functions,
    fix: FixLevel::None,
    page: Cow::Borrowed(include_str!("self_triggering_function.md")),
};

/// Reports functions whose role lets them put something where their own trigger waits.
pub fn check(app: &Application, out: &mut Vec<Finding>) {
    for entry in &app.project.entries {
        let (EntryKind::Arrival { store: Some(store), .. }, Target::Function(function)) = (&entry.kind, &entry.target)
        else {
            continue;
        };
        out.extend(looped(app, entry, *store, *function));
    }
}

fn looped(app: &Application, entry: &Entry, id: StoreId, runs: FunctionId) -> Option<Finding> {
    let (store, function) = (app.project.store(id)?, app.project.function(runs)?);
    let access = app.access.of_function(&app.project, runs).iter().find(|access| {
        let reaches = match &access.target {
            AccessTarget::Store(target) => *target == id,
            AccessTarget::Every(kind) => *kind == store.kind,
            _ => false,
        };
        reaches && matches!(access.verb, Verb::Write | Verb::Publish)
    })?;
    let guard = entry.guard.and(&access.guard)?;
    let stopped = is_stopped_by_platform(store.kind) && function.loops_allowed.first() != Some(&true);
    let severity = if stopped { Severity::Medium } else { Severity::High };
    let ends = if stopped { "until the platform stops it after 16 rounds" } else { "and nothing stops it" };
    let message = format!(
        "`{}` may write to {} `{}`, which makes it run: one event can become a loop {ends}",
        function.name(),
        store.kind.name(),
        store.resource.name,
    );
    let severity = if is_filtered(entry) { severity.lowered() } else { severity };
    let places = (&entry.origin, &function.origin);
    let mut told = evidence::finding(app, &RULE, severity, &function.resource, places, &guard, message);
    evidence::concerns(app, &mut told, runs);
    let may = format!("may {} it ({})", access.verb.name(), access.actions.join(", "));
    told.flow = vec![
        step(entry, format!("an arrival in `{}` runs `{}`", store.resource.name, function.name())),
        finding::Step { span: access.origin.written(), message: may },
        back(store, function.name()),
    ];
    Some(told)
}

/// Source: the Lambda guide to recursive loop detection (queues and topics, buckets later; no streams, no buses).
fn is_stopped_by_platform(kind: StoreKind) -> bool {
    matches!(kind, StoreKind::Queue | StoreKind::Topic | StoreKind::Bucket)
}

/// Whether only some objects make it run; the function then may well write others.
fn is_filtered(entry: &Entry) -> bool {
    matches!(&entry.kind, EntryKind::Arrival { prefix, suffix, .. } if prefix.is_some() || suffix.is_some())
}

fn step(entry: &Entry, message: String) -> finding::Step {
    finding::Step { span: entry.origin.written(), message }
}

fn back(store: &Store, function: &str) -> finding::Step {
    finding::Step { span: store.origin.written(), message: format!("what arrives here runs `{function}` again") }
}
