//! The groups of PEP 735, which may include each other.

use std::collections::{HashMap, HashSet};

use finding::{Notice, NoticeKind};
use syntax::Node;

use crate::manifest::pep508::parse_list;
use crate::nodes::{entries, some_text, span};
use crate::{Ecosystem, Input, Inventory};

/// Reads the lists of all groups. A requirement is in its own group and in those that include it, however far.
pub(super) fn read(input: Input<'_>, groups: Option<&Node>, found: &mut Inventory) {
    let including = including(groups);
    let mut rest = input.limits.nodes;
    for (group, list) in entries(groups) {
        let list = list.node.as_list().unwrap_or_default();
        let own: Vec<Node> = list.iter().filter(|item| item.get("include-group").is_none()).cloned().collect();
        let Some(names) = reached(group, &including, own.len(), &mut rest) else {
            let message = "too many inclusions of groups; the rest of them is not read";
            let at = list.first().map(|item| span(input.file, item));
            found.notices.extend(at.map(|at| Notice::at(at, NoticeKind::Limit, message)));
            return;
        };
        parse_list(input, &own, &names, found);
    }
}

/// For each group those that include it, by the names as they are compared.
fn including(groups: Option<&Node>) -> HashMap<String, Vec<&str>> {
    let mut including: HashMap<String, Vec<&str>> = HashMap::new();
    for (group, list) in entries(groups) {
        let included =
            list.node.as_list().unwrap_or_default().iter().filter_map(|item| some_text(item, "include-group"));
        included.for_each(|name| including.entry(Ecosystem::PyPi.normalise(&name)).or_default().push(group));
    }
    including
}

/// A group and all that include it, sorted; `None` when the `rest` of what may be said of groups does not suffice.
fn reached(
    group: &str,
    including: &HashMap<String, Vec<&str>>,
    requirements: usize,
    rest: &mut usize,
) -> Option<Vec<String>> {
    let mut names = HashSet::from([group]);
    let mut open = vec![group];
    while let Some(group) = open.pop() {
        let outer = including.get(&Ecosystem::PyPi.normalise(group)).map(Vec::as_slice).unwrap_or_default();
        *rest = rest.checked_sub(outer.len())?;
        open.extend(outer.iter().copied().filter(|name| names.insert(name)));
    }
    *rest = rest.checked_sub(names.len().saturating_mul(requirements))?;
    let mut names: Vec<_> = names.into_iter().map(str::to_owned).collect();
    names.sort();
    Some(names)
}
