//! The pieces of the new side, and which of them the old side does not allow.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use policy::decide::{Answer, Cap, Expression, Space, is_empty};
use policy::{Element, PolicyDocument, Request, Sourced, Statement};

use super::actions::{self, Meant, compact};
use super::side::{Side, speaks_of, with_action, with_actions};
use super::{Addition, Complete, example, narrow, unless};
use crate::words;

/// A statement with more principals times resources than this is not cut by them.
const MOST_CELLS: usize = 400;
/// What one comparison may cost, in statements looked at; hostile policies end undecided.
const BUDGET: u64 = 20_000_000;
/// What a proof is taken to cost, and what it costs more for each statement of both sides.
const PROOF: u64 = 20_000;
const PROOF_STATEMENT: u64 = 50;

/// The search for what is new.
pub(super) struct Pieces<'a> {
    pub(super) old: &'a Side<'a>,
    pub(super) new: &'a Side<'a>,
    pub(super) space: &'a Space,
    /// Wildcards that mean something new in actions that do not exist only.
    pub(super) future: Vec<String>,
    /// The first cap that was reached.
    open: Option<Cap>,
    /// What is left of the budget.
    left: Cell<u64>,
}

/// One principal and one resource of a statement; the statement has only these, and all of its actions.
#[derive(Debug, Clone)]
struct Share {
    principal: usize,
    resource: usize,
    statement: Statement,
}

/// What a proof depends on: which statements of both sides speak of an action.
type Signature = Vec<bool>;

impl<'a> Pieces<'a> {
    pub(super) fn new(old: &'a Side<'a>, new: &'a Side<'a>, space: &'a Space) -> Self {
        Self { old, new, space, future: Vec::new(), open: None, left: Cell::new(BUDGET) }
    }

    /// What is new in one statement.
    pub(super) fn of(&mut self, document: &PolicyDocument, statement: &Statement) -> Vec<Addition> {
        let meant = actions::meant(statement);
        // Resources, then principals, with the same new actions are said together.
        let mut by_actions: BTreeMap<(usize, Vec<String>, String), Vec<Share>> = BTreeMap::new();
        for cell in cells(statement) {
            let kept = self.kept(document, &cell.statement, &meant);
            // What is new altogether is told apart from what was allowed in part.
            let (partly, wholly) = self.partition(document, &cell.statement, kept);
            for kept in [wholly, partly].into_iter().filter(|kept| !kept.is_empty()) {
                for narrowed in narrow::narrowed(self, document, &cell.statement, &kept) {
                    let parts = unless::unless(self, document, &narrowed, &kept).unwrap_or_else(|| vec![narrowed]);
                    for statement in parts {
                        let key = (cell.principal, kept.clone(), words::conditions(&statement.conditions));
                        by_actions.entry(key).or_default().push(Share { statement, ..cell.clone() });
                    }
                }
            }
        }
        let mut by_resources: BTreeMap<(Vec<String>, Vec<String>, String), Vec<Share>> = BTreeMap::new();
        for ((_, actions, conditions), cells) in by_actions {
            let resources: BTreeSet<String> = cells.iter().flat_map(|cell| resource_texts(&cell.statement)).collect();
            let key = (actions, resources.into_iter().collect(), conditions);
            by_resources.entry(key).or_default().extend(cells);
        }
        let mut found: Vec<(usize, usize, Addition)> = Vec::new();
        for ((actions, ..), cells) in by_resources {
            let joined = joined(statement, &cells);
            let order = cells.iter().map(|cell| (cell.resource, cell.principal)).min().unwrap_or_default();
            let statement = with_actions(&joined, &compact(statement, &actions));
            found.extend(self.addition(document, statement, &actions).map(|addition| (order.0, order.1, addition)));
        }
        found.sort_by_key(|(resource, principal, _)| (*resource, *principal));
        found.into_iter().map(|(_, _, addition)| addition).collect()
    }

    /// The actions of a piece that the old side does not allow, sorted.
    fn kept(&mut self, document: &PolicyDocument, statement: &Statement, meant: &Meant) -> Vec<String> {
        let (known, others) = match meant {
            Meant::Literally(all) => (Vec::new(), all),
            Meant::Known { known, others } => (known.iter().collect(), others),
        };
        let mut kept: Vec<String> =
            others.iter().filter(|action| self.is_new(document, statement, action)).cloned().collect();
        let mut proved: BTreeMap<Signature, bool> = BTreeMap::new();
        for action in known {
            if self.left.get() == 0 {
                self.open.get_or_insert(Cap::Steps);
                break;
            }
            let signature = self.signature(action);
            let is_new = match proved.get(&signature) {
                Some(known) => *known,
                None => {
                    let is_new = self.is_new(document, statement, action);
                    proved.insert(signature, is_new);
                    is_new
                }
            };
            if is_new {
                kept.push(action.clone());
            }
        }
        if matches!(meant, Meant::Known { .. }) {
            self.look_ahead(document, statement, &kept);
        }
        kept.sort_unstable();
        kept
    }

    /// Notes the wildcards under which actions that AWS may add would be new.
    fn look_ahead(&mut self, document: &PolicyDocument, statement: &Statement, kept: &[String]) {
        let Some(element) = &statement.action else { return };
        if element.negated {
            let known = service_reference::actions().filter(|action| speaks_of(statement, &action.full_name())).count();
            let escapes = || self.escapes(&alone(document, statement.clone()), self.old, self.new);
            if kept.len() < known && matches!(escapes(), Answer::No(_)) && !self.future.iter().any(|f| f == "NotAction")
            {
                self.future.push("NotAction".to_owned());
            }
            return;
        }
        let kept: BTreeSet<&str> = kept.iter().map(String::as_str).collect();
        for pattern in element.patterns.iter().map(|pattern| pattern.value.text()) {
            let mut known = service_reference::actions_matching(pattern).map(|action| action.full_name()).peekable();
            let is_whole = known.peek().is_none() || known.all(|action| kept.contains(action.as_str()));
            if is_whole || !pattern.contains(['*', '?']) || self.future.iter().any(|known| known == pattern) {
                continue;
            }
            let alone = alone(document, with_action(statement, pattern));
            if let Answer::No(_) = self.escapes(&alone, self.old, self.new) {
                self.future.push(pattern.to_owned());
            }
        }
    }

    /// Takes from the budget; false when it is spent.
    fn spend(&self, cost: u64) -> bool {
        let left = self.left.get().saturating_sub(cost);
        self.left.set(left);
        left > 0
    }

    fn signature(&self, action: &str) -> Signature {
        let mut signature = self.old.signature(action);
        signature.extend(self.new.signature(action));
        self.spend(signature.len() as u64);
        signature
    }

    /// Whether the piece allows something that the old side does not; what is not decided is kept in mind.
    fn is_new(&mut self, document: &PolicyDocument, statement: &Statement, action: &str) -> bool {
        match self.newly(document, &with_action(statement, action), action) {
            Answer::Yes => false,
            Answer::No(_) => true,
            Answer::Unknown(cap) => {
                self.open.get_or_insert(cap);
                false
            }
        }
    }

    /// Whether nothing of a statement about one action is new; a witness is newly allowed.
    pub(super) fn newly(&self, document: &PolicyDocument, statement: &Statement, action: &str) -> Answer {
        let statements = self.old.statements().count() + self.new.statements().count();
        if !self.spend(PROOF + PROOF_STATEMENT * statements as u64) {
            return Answer::Unknown(Cap::Steps);
        }
        let alone = alone(document, statement.clone());
        if action.contains(['*', '?']) {
            return self.escapes(&alone, self.old, self.new);
        }
        let (old, new) = (self.old.about(action), self.new.about(action));
        self.escapes(&alone, &old.side(), &new.side())
    }

    fn escapes(&self, piece: &PolicyDocument, old: &Side<'_>, new: &Side<'_>) -> Answer {
        let parts =
            vec![Expression::Allows(vec![piece]), new.expression(), Expression::Not(Box::new(old.expression()))];
        is_empty(&Expression::All(parts), self.space)
    }

    /// The statement as an addition, if it is proved to be new.
    fn addition(&mut self, document: &PolicyDocument, statement: Statement, actions: &[String]) -> Option<Addition> {
        let found: Request = actions.iter().find_map(|action| {
            let answer = example::realistic(self, document, &with_action(&statement, action), action);
            answer.witness().cloned()
        })?;
        let is_partly_old = self.is_partly_old(document, &statement, actions);
        let example = example::told(self, found);
        let statement = Statement { sid: None, kept: Vec::new(), ..statement };
        let document = alone(document, statement.clone());
        Some(Addition { statement, document, example, is_partly_old })
    }

    /// The actions of which the old side allowed something under the statement, and the others.
    fn partition(
        &self,
        document: &PolicyDocument,
        statement: &Statement,
        actions: Vec<String>,
    ) -> (Vec<String>, Vec<String>) {
        let mut known: BTreeMap<Signature, bool> = BTreeMap::new();
        actions.into_iter().partition(|action| {
            let ask = || self.is_partly_old(document, statement, std::slice::from_ref(action));
            *known.entry(self.signature(action)).or_insert_with(ask)
        })
    }

    /// Whether the old side allowed something of the statement, for one of the actions.
    fn is_partly_old(&self, document: &PolicyDocument, statement: &Statement, actions: &[String]) -> bool {
        let mut seen: BTreeSet<Signature> = BTreeSet::new();
        let first = actions.iter().filter(|action| seen.insert(self.signature(action)));
        let common = |action: &String| {
            let piece = alone(document, with_action(statement, action));
            let old = self.old.about(action);
            let old = old.side();
            let both = Expression::All(vec![Expression::Allows(vec![&piece]), old.expression()]);
            matches!(is_empty(&both, self.space), Answer::No(_))
        };
        first.into_iter().any(common)
    }

    /// Whether the additions are all that is new, for every action that exists: one proof for the actions of which the
    /// same statements speak.
    pub(super) fn complete(&mut self, additions: &[Addition]) -> Complete {
        if let Some(cap) = self.open {
            return Complete::Open(cap);
        }
        let printed = Side::of(additions.iter().map(|addition| &addition.document));
        let mut seen: BTreeSet<Signature> = BTreeSet::new();
        let statements = self.new.documents.iter().flat_map(|document| document.allows());
        let meant = statements.flat_map(|statement| match actions::meant(statement) {
            Meant::Literally(all) => all,
            Meant::Known { known, others } => known.into_iter().chain(others).collect(),
        });
        for action in meant.filter(|action| !action.contains(['*', '?'])) {
            let mut signature = self.signature(&action);
            signature.extend(printed.signature(&action));
            if self.left.get() == 0 {
                return Complete::Open(Cap::Steps);
            }
            if !seen.insert(signature) {
                continue;
            }
            let (old, new, said) = (self.old.about(&action), self.new.about(&action), printed.about(&action));
            let (old, new, said) = (old.side(), new.side(), said.side());
            let not = |expression| Expression::Not(Box::new(expression));
            let rest = vec![new.expression(), not(old.expression()), not(Expression::Allows(said.documents.clone()))];
            match is_empty(&Expression::All(rest), self.space) {
                Answer::Yes => {}
                Answer::No(_) => return Complete::No,
                Answer::Unknown(cap) => return Complete::Open(cap),
            }
        }
        Complete::Proved
    }
}

/// A document with one statement.
pub(super) fn alone(document: &PolicyDocument, statement: Statement) -> PolicyDocument {
    document.with(vec![statement])
}

/// The statement once for each of its principals and resources.
fn cells(statement: &Statement) -> Vec<Share> {
    let principals = each(statement.principal.as_ref());
    let resources = each(statement.resource.as_ref());
    if principals.len() * resources.len() > MOST_CELLS {
        return vec![Share { principal: 0, resource: 0, statement: statement.clone() }];
    }
    let mut cells = Vec::new();
    for (principal, own) in principals.iter().enumerate() {
        for (resource, on) in resources.iter().enumerate() {
            let statement = Statement { principal: own.clone(), resource: on.clone(), ..statement.clone() };
            cells.push(Share { principal, resource, statement });
        }
    }
    cells
}

/// An element once for each of its patterns; one that excludes stays whole.
fn each<P: Clone>(element: Option<&Element<P>>) -> Vec<Option<Element<P>>> {
    match element {
        Some(element) if !element.negated => {
            let alone =
                |pattern: &Sourced<P>| Element { patterns: vec![pattern.clone()], listed: false, ..element.clone() };
            element.patterns.iter().map(|pattern| Some(alone(pattern))).collect()
        }
        other => vec![other.cloned()],
    }
}

fn resource_texts(statement: &Statement) -> Vec<String> {
    let patterns = statement.resource.iter().flat_map(|element| &element.patterns);
    patterns.map(|pattern| pattern.value.text().to_owned()).collect()
}

/// One statement for the principals and resources of all cells.
fn joined(statement: &Statement, cells: &[Share]) -> Statement {
    let mut principal = statement.principal.clone();
    if let Some(element) = principal.as_mut().filter(|element| !element.negated) {
        element.patterns = distinct(cells.iter().filter_map(|cell| cell.statement.principal.as_ref()));
        element.listed = element.patterns.len() > 1;
    }
    let mut resource = statement.resource.clone();
    if let Some(own) = resource.as_mut() {
        let parts: Vec<&Element<_>> = cells.iter().filter_map(|cell| cell.statement.resource.as_ref()).collect();
        own.negated = parts.first().is_some_and(|part| part.negated);
        own.patterns = distinct(parts);
        own.listed = own.patterns.len() > 1;
    }
    // Parts that are said together have the same conditions.
    let conditions = cells.first().map_or_else(Vec::new, |cell| cell.statement.conditions.clone());
    Statement { principal, resource, conditions, ..statement.clone() }
}

fn distinct<'e, P: Clone + PartialEq + 'e>(elements: impl IntoIterator<Item = &'e Element<P>>) -> Vec<Sourced<P>> {
    let mut patterns: Vec<Sourced<P>> = Vec::new();
    for pattern in elements.into_iter().flat_map(|element| &element.patterns) {
        if !patterns.iter().any(|known| known.value == pattern.value) {
            patterns.push(pattern.clone());
        }
    }
    patterns
}
