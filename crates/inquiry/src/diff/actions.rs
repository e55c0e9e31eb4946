//! The actions of a statement: those that exist, and how a list of them is said in few words.

use std::collections::{BTreeMap, BTreeSet};

use policy::Statement;

/// What a statement's action element means.
pub(super) enum Meant {
    /// Exactly these: literals, or wildcards of services that the reference does not have.
    Literally(Vec<String>),
    /// Those of the reference that it names, beside literals.
    Known {
        /// Those that exist.
        known: Vec<String>,
        /// What the reference does not have.
        others: Vec<String>,
    },
}

/// The actions that a statement means.
pub(super) fn meant(statement: &Statement) -> Meant {
    let Some(element) = &statement.action else { return Meant::Literally(Vec::new()) };
    if element.negated {
        let all = service_reference::actions().map(service_reference::Action::full_name);
        let selected = all.filter(|action| !element.patterns.iter().any(|pattern| pattern.value.matches(action)));
        return Meant::Known { known: selected.collect(), others: Vec::new() };
    }
    let (mut known, mut others) = (BTreeSet::new(), Vec::new());
    let mut has_wildcard = false;
    for pattern in &element.patterns {
        let text = pattern.value.text();
        let is_wild = text.contains(['*', '?']);
        has_wildcard |= is_wild;
        let mut found = service_reference::actions_matching(text).map(service_reference::Action::full_name).peekable();
        if found.peek().is_none() {
            others.push(text.to_owned());
        }
        known.extend(found);
    }
    if !has_wildcard {
        return Meant::Literally(known.into_iter().chain(others).collect());
    }
    Meant::Known { known: known.into_iter().collect(), others }
}

/// The actions in as few texts as the statement's own patterns and whole services allow. `kept` is sorted.
pub(super) fn compact(statement: &Statement, kept: &[String]) -> Vec<String> {
    let kept_set: BTreeSet<&str> = kept.iter().map(String::as_str).collect();
    let mut left: BTreeSet<&str> = kept_set.clone();
    let mut texts = Vec::new();
    let own = statement.action.iter().filter(|element| !element.negated).flat_map(|element| &element.patterns);
    let own = own.map(|pattern| pattern.value.text()).filter(|text| text.contains(['*', '?']));
    for pattern in own {
        take_whole(pattern, &kept_set, &mut left, &mut texts);
    }
    let mut services: BTreeMap<String, usize> = BTreeMap::new();
    for action in &left {
        *services.entry(action.split(':').next().unwrap_or_default().to_owned()).or_default() += 1;
    }
    for (service, count) in services {
        if count > 1 {
            take_whole(&format!("{service}:*"), &kept_set, &mut left, &mut texts);
        }
    }
    texts.extend(left.into_iter().map(str::to_owned));
    texts.sort_unstable();
    texts
}

/// Says a pattern in place of its actions when all of them are kept.
fn take_whole(pattern: &str, kept: &BTreeSet<&str>, left: &mut BTreeSet<&str>, texts: &mut Vec<String>) {
    let whole: Vec<String> =
        service_reference::actions_matching(pattern).map(service_reference::Action::full_name).collect();
    if !whole.is_empty() && whole.iter().all(|action| kept.contains(action.as_str())) {
        whole.iter().for_each(|action| {
            left.remove(action.as_str());
        });
        texts.push(pattern.to_owned());
    }
}
