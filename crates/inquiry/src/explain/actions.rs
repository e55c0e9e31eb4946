//! The actions of a statement, service by service and by what kind of access they give.

use std::collections::BTreeMap;

use policy::{Element, Statement};
use service_reference::{Action, Level};

use crate::words;

/// A statement that names no more actions of a service than this has each of them said.
const NAMED: usize = 4;

/// What a statement gives of one service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceShare {
    /// What people call the service.
    pub service: &'static str,
    /// What stands before the colon of its actions.
    pub prefix: &'static str,
    /// How many of its actions are meant.
    pub count: usize,
    /// How many it has.
    pub of: usize,
    /// By kind of access: how many are meant and how many there are.
    pub levels: Vec<(Level, usize, usize)>,
    /// The actions by name, when they are few.
    pub named: Vec<&'static str>,
}

/// The actions of a statement.
pub(super) struct Shares {
    pub(super) shares: Vec<ServiceShare>,
    pub(super) all: Option<String>,
    pub(super) unknown: Vec<(String, Option<String>)>,
}

/// The actions that a statement means, of those that exist.
pub(super) fn shares(statement: &Statement) -> Shares {
    let Some(element) = &statement.action else {
        return Shares {
            shares: Vec::new(),
            all: Some("nothing, for it names no action".to_owned()),
            unknown: Vec::new(),
        };
    };
    let texts: Vec<&str> = element.patterns.iter().map(|pattern| pattern.value.text()).collect();
    let unknown = unknown(&texts);
    if element.negated {
        let all = Some(format!("everything but {}", words::listed(&texts, "and")));
        return Shares { shares: Vec::new(), all, unknown };
    }
    if element.patterns.iter().any(|pattern| pattern.value.is_any()) {
        return Shares { shares: Vec::new(), all: Some("everything".to_owned()), unknown };
    }
    Shares { shares: by_service(element), all: None, unknown }
}

fn by_service(element: &Element<policy::ActionPattern>) -> Vec<ServiceShare> {
    let mut found: BTreeMap<&str, Vec<Action>> = BTreeMap::new();
    for pattern in &element.patterns {
        for action in service_reference::actions_matching(pattern.value.text()) {
            let known = found.entry(action.service().prefix()).or_default();
            if !known.contains(&action) {
                known.push(action);
            }
        }
    }
    found.into_values().filter_map(|actions| share(&actions)).collect()
}

fn share(actions: &[Action]) -> Option<ServiceShare> {
    let service = actions.first()?.service();
    let mut levels: BTreeMap<Level, (usize, usize)> = BTreeMap::new();
    for action in service.actions() {
        levels.entry(action.level()).or_default().1 += 1;
    }
    for action in actions {
        levels.entry(action.level()).or_default().0 += 1;
    }
    let named = if actions.len() <= NAMED { actions.iter().map(|action| action.name()).collect() } else { Vec::new() };
    Some(ServiceShare {
        service: service.name(),
        prefix: service.prefix(),
        count: actions.len(),
        of: service.actions().count(),
        levels: levels
            .into_iter()
            .filter(|(_, (own, _))| *own > 0)
            .map(|(level, (own, all))| (level, own, all))
            .collect(),
        named,
    })
}

/// The texts that name nothing that exists, with the nearest name.
fn unknown(texts: &[&str]) -> Vec<(String, Option<String>)> {
    let names_nothing = |text: &&&str| service_reference::actions_matching(text).next().is_none();
    let nearest = |text: &&str| service_reference::nearest_action(text).map(Action::full_name);
    texts.iter().filter(names_nothing).map(|text| ((*text).to_owned(), nearest(text))).collect()
}
