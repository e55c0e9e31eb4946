//! What a deployment of a template chooses: parameters, pseudo parameters and conditions as symbols.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::{Guard, Symbol, SymbolId, Symbols};
use syntax::{Map, Node};

/// One parameter of a template as a deployment sees it.
#[derive(Debug, Clone)]
pub(crate) struct Parameter {
    /// The value a deployment gets when nothing else is said: the given one, else the default.
    pub value: Option<Node>,
    /// Its symbol, when different values make a difference that can be enumerated.
    pub symbol: Option<SymbolId>,
    /// Whether the set of values is closed, so that a plain `Ref` is worth enumerating.
    pub closed: bool,
    /// Whether a deployment may give it a value that nobody wrote down.
    pub open: bool,
}

/// The choices of one template.
#[derive(Debug, Default)]
pub(crate) struct Choices {
    /// Parameters and pseudo parameters that conditions compare, by name.
    pub parameters: BTreeMap<Arc<str>, Parameter>,
    /// The value that is chosen when nothing is said, where it is not the first.
    usual: BTreeMap<SymbolId, usize>,
}

/// A choice of one value for each of some symbols.
pub(crate) type Assignment = BTreeMap<SymbolId, usize>;

/// Values given to parameters from outside: several values mean several deployments.
pub(crate) type Given = BTreeMap<Arc<str>, Vec<Node>>;

impl Choices {
    /// Reads `Parameters` and the comparisons in `Conditions`; adds the symbols they need.
    pub fn read(template: &Map, given: &Given, symbols: &mut Symbols) -> Self {
        let compared = compared_values(template);
        let mut choices = Self::default();
        if let Some(parameters) = template.get("Parameters").and_then(Node::as_map) {
            for (name, declaration) in parameters.iter() {
                let parameter = declared(name, declaration, given.get(name), compared.get(name), symbols);
                choices.parameters.insert(Arc::clone(name), parameter);
            }
        }
        for (name, values) in &compared {
            if name.starts_with("AWS::") {
                let symbol = add_symbol(name, values.clone(), true, symbols);
                let parameter = Parameter { value: None, symbol, closed: false, open: true };
                choices.parameters.insert(Arc::clone(name), parameter);
            }
        }
        for parameter in choices.parameters.values().filter(|parameter| parameter.value.is_none() && parameter.open) {
            let last = |id| Some((id, symbols.get(id)?.values.len().checked_sub(1)?));
            choices.usual.extend(parameter.symbol.and_then(last));
        }
        choices
    }

    /// The value of a symbol, as an index, that is chosen when nothing is said.
    pub fn usual(&self, symbol: SymbolId) -> usize {
        self.usual.get(&symbol).copied().unwrap_or(0)
    }
}

fn declared(
    name: &Arc<str>,
    declaration: &Node,
    given: Option<&Vec<Node>>,
    compared: Option<&Vec<Arc<str>>>,
    symbols: &mut Symbols,
) -> Parameter {
    if let Some(values) = given.filter(|values| !values.is_empty()) {
        let texts = distinct(values.iter().filter_map(Node::text).collect());
        let symbol = if texts.len() > 1 { add_symbol(name, texts, false, symbols) } else { None };
        return Parameter { value: values.first().cloned(), closed: symbol.is_some(), symbol, open: false };
    }
    let value = declaration.get("Default").cloned();
    let allowed: Vec<_> = declaration
        .get("AllowedValues")
        .and_then(Node::as_list)
        .map(|list| list.iter().filter_map(Node::text).collect())
        .unwrap_or_default();
    let closed = !allowed.is_empty() && allowed.len() <= 64;
    let mut values = Vec::new();
    values.extend(value.as_ref().and_then(Node::text));
    values.extend(if closed { allowed } else { compared.cloned().unwrap_or_default() });
    let worth_it = if closed { values.len() > 1 } else { compared.is_some() };
    let symbol = if worth_it { add_symbol(name, distinct(values), !closed, symbols) } else { None };
    Parameter { value, symbol, closed: closed && symbol.is_some(), open: !closed }
}

fn add_symbol(name: &Arc<str>, mut values: Vec<Arc<str>>, open: bool, symbols: &mut Symbols) -> Option<SymbolId> {
    if open {
        values.push(Arc::from("another value"));
    }
    symbols.add(Symbol { name: Arc::clone(name), values, open })
}

/// Adds a symbol for a condition nothing more is known of.
pub(crate) fn add_opaque(name: &Arc<str>, symbols: &mut Symbols) -> Option<SymbolId> {
    let values = vec![Arc::from("true"), Arc::from("false")];
    symbols.add(Symbol { name: Arc::clone(name), values, open: false })
}

/// The guard of an assignment.
pub(crate) fn guard_of(assignment: &Assignment, symbols: &Symbols) -> Guard {
    assignment.iter().fold(Guard::always(), |guard, (symbol, index)| {
        // Distinct symbols never contradict each other.
        guard.and(&symbols.equals(*symbol, *index)).unwrap_or_default()
    })
}

/// Every assignment of the given symbols, defaults first, at most `cap`; the flag says whether all are there.
pub(crate) fn assignments(ids: &[SymbolId], symbols: &Symbols, cap: usize) -> (Vec<Assignment>, bool) {
    let mut all = vec![Assignment::new()];
    let mut complete = true;
    for id in ids {
        let count = symbols.get(*id).map_or(1, |symbol| symbol.values.len()).max(1);
        let mut next = Vec::with_capacity(all.len().saturating_mul(count).min(cap));
        for index in 0..count {
            for assignment in &all {
                if next.len() >= cap {
                    complete = false;
                    break;
                }
                let mut longer = assignment.clone();
                longer.insert(*id, index);
                next.push(longer);
            }
        }
        all = next;
    }
    (all, complete)
}

/// For each parameter the texts that conditions compare it with.
fn compared_values(template: &Map) -> BTreeMap<Arc<str>, Vec<Arc<str>>> {
    let mut compared = BTreeMap::<Arc<str>, Vec<Arc<str>>>::new();
    let mut pending: Vec<&Node> = ["Conditions", "Rules"].iter().filter_map(|section| template.get(section)).collect();
    while let Some(node) = pending.pop() {
        if let Some((key, [left, right])) = node.single().and_then(|(key, list)| Some((key, list.as_list()?)))
            && key.as_ref() == "Fn::Equals"
        {
            for (reference, literal) in [(left, right), (right, left)] {
                if let (Some(name), Some(text)) = (ref_target(reference), literal.text()) {
                    compared.entry(name).or_default().push(text);
                }
            }
        }
        pending.extend(node.as_map().into_iter().flat_map(Map::values));
        pending.extend(node.as_list().into_iter().flatten());
    }
    compared.into_iter().map(|(name, values)| (name, distinct(values))).collect()
}

fn ref_target(node: &Node) -> Option<Arc<str>> {
    let (key, target) = node.single()?;
    if key.as_ref() == "Ref" { target.text() } else { None }
}

fn distinct(values: Vec<Arc<str>>) -> Vec<Arc<str>> {
    let mut kept: Vec<Arc<str>> = Vec::with_capacity(values.len());
    for value in values {
        if !kept.contains(&value) {
            kept.push(value);
        }
    }
    kept
}
