//! What is said twice: actions, resources and statements that others already take in.

use std::collections::HashMap;
use std::sync::Arc;

use finding::NoticeKind;
use policy::{ActionPattern, Element, ResourcePattern, Statement};

use crate::check::{Check, checks};
use crate::found::Found;
use crate::view::{Policy, View};

checks! {
    REDUNDANT_ACTION: Suggestion, "an action is taken in by another pattern", "Remove it, or the wider pattern if that was not meant.";
    REDUNDANT_RESOURCE: Suggestion, "a resource is taken in by another pattern", "Remove it, or the wider pattern if that was not meant.";
    REDUNDANT_STATEMENT: Suggestion, "two statements say the same", "Remove one, before somebody changes only the other.";
}

/// Comparisons of patterns in one element. A pattern is compared with those whose text before the first wildcard it begins
/// with, which are few unless somebody means them to be many.
const MOST_COMPARISONS: usize = 20_000;

pub(crate) fn check(view: &View<'_>, found: &mut Found) {
    if let Some(element) = &view.parsed.action {
        covered(element, &REDUNDANT_ACTION, ActionPattern::text, ActionPattern::covers, true, found);
    }
    if let Some(element) = &view.parsed.resource {
        covered(element, &REDUNDANT_RESOURCE, ResourcePattern::text, ResourcePattern::covers, false, found);
    }
}

/// Patterns of one element that another takes in; of equal ones the first stays.
fn covered<P>(
    element: &Element<P>,
    check: &'static Check,
    text: fn(&P) -> &str,
    covers: fn(&P, &P) -> bool,
    folds: bool,
    found: &mut Found,
) {
    let folded = |pattern: &P| if folds { text(pattern).to_ascii_lowercase() } else { text(pattern).to_owned() };
    let mut wide: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, pattern) in element.patterns.iter().enumerate() {
        if let Some(start) = before_wildcard(text(&pattern.value)) {
            wide.entry(start).or_default().push(at);
        }
    }
    let mut left = MOST_COMPARISONS;
    let mut seen: HashMap<String, usize> = HashMap::new();
    for (at, pattern) in element.patterns.iter().enumerate() {
        let name = folded(&pattern.value);
        if let Some(first) = seen.get(&name) {
            let message = format!("`{}` stands here twice, first at place {}", text(&pattern.value), first + 1);
            found.add(check, &pattern.origin, message);
            continue;
        }
        seen.insert(name, at);
        let own = text(&pattern.value);
        let starts = own.char_indices().map(|(at, _)| at).chain([own.len()]).filter_map(|end| own.get(..end));
        let candidates = starts.filter_map(|start| wide.get(start)).flatten().copied().filter(|other| *other != at);
        let mut candidates = candidates.filter_map(|other| element.patterns.get(other)).map(|other| &other.value);
        let wider = candidates.find(|other| {
            left = left.saturating_sub(1);
            left > 0 && covers(other, &pattern.value) && folded(other) != folded(&pattern.value)
        });
        if left == 0 {
            let message = "too many patterns that begin alike to look for needless ones";
            found.notice(&element.origin, NoticeKind::Limit, message);
            return;
        }
        if let Some(wider) = wider {
            let message = format!("`{}` takes in `{}`", text(wider), text(&pattern.value));
            found.add(check, &pattern.origin, message);
        }
    }
}

/// What stands before the first wildcard; `None` when there is none.
fn before_wildcard(text: &str) -> Option<&str> {
    let end = text.find(['*', '?'])?;
    let variable = text.find("${").unwrap_or(text.len());
    text.get(..end.min(variable))
}

/// Statements that say the same, apart from their ids and the order of what they list.
pub(crate) fn statements(policy: &Policy<'_>, found: &mut Found) {
    let mut seen: HashMap<Vec<String>, usize> = HashMap::new();
    for view in &policy.statements {
        if let Some(first) = seen.insert(content(view.parsed), view.index) {
            found.statement = Some(view.index);
            let message = format!("statement {} says the same", first + 1);
            found.add(&REDUNDANT_STATEMENT, &view.node.origin, message);
        }
    }
    found.statement = None;
}

/// All that a statement says, in an order of its own.
fn content(statement: &Statement) -> Vec<String> {
    let mut all = vec![format!("effect {:?}", statement.effect.as_ref().map(|effect| effect.value))];
    if let Some(element) = &statement.principal {
        let name = |one: &policy::PrincipalPattern| format!("{:?} {}", one.kind, one.text);
        all.extend(element.patterns.iter().map(|one| format!("principal {} {}", element.negated, name(&one.value))));
    }
    if let Some(element) = &statement.action {
        let name = |one: &ActionPattern| one.text().to_ascii_lowercase();
        all.extend(element.patterns.iter().map(|one| format!("action {} {}", element.negated, name(&one.value))));
    }
    if let Some(element) = &statement.resource {
        all.extend(element.patterns.iter().map(|one| format!("resource {} {}", element.negated, one.value.text())));
    }
    for condition in &statement.conditions {
        let mut values: Vec<Arc<str>> = condition.values.iter().map(|value| Arc::clone(&value.value)).collect();
        values.sort();
        let (operator, key) = (&condition.operator.value, &condition.key.value);
        all.push(format!("condition {} {} {values:?}", operator.to_ascii_lowercase(), key.to_ascii_lowercase()));
    }
    all.sort();
    all.dedup();
    all
}
