//! Imports of TypeScript that its compiler drops, because only types are taken.

use std::collections::{BTreeMap, BTreeSet};

use tree::{Kind, Language, Node, Symbol};

use super::Reading;

/// The places of the statements that are dropped.
pub(super) struct Elided {
    starts: BTreeSet<u32>,
}

impl Elided {
    /// Finds them. A statement stays if it takes nothing or if one of its names is used as a value anywhere.
    pub(super) fn of(reading: &Reading<'_>) -> Self {
        let imports: Vec<Node<'_>> = reading.tree.nodes().filter(|node| node.kind() == Kind::Import).collect();
        let mut starts = BTreeSet::new();
        let is_typescript = matches!(reading.tree.language(), Language::TypeScript | Language::Tsx);
        // JavaScript may be written with types too, and then takes the same way.
        for import in &imports {
            if is_of_types(reading.slice(*import)) {
                starts.insert(import.range().start);
            }
        }
        if is_typescript && !has_decorators(reading) {
            let used = values(reading);
            let mut statements: BTreeMap<u32, bool> = BTreeMap::new();
            for import in imports.iter().filter(|import| import.text() == "from") {
                let name = local_name(*import);
                let is_used = name.is_none_or(|name| used.contains(&name)) && !is_named_a_type(reading, *import);
                *statements.entry(import.range().start).or_default() |= is_used;
            }
            starts.extend(statements.into_iter().filter(|(_, is_used)| !is_used).map(|(start, _)| start));
        }
        Self { starts }
    }

    /// Whether an import is dropped.
    pub(super) fn contains(&self, import: Node<'_>) -> bool {
        self.starts.contains(&import.range().start)
    }
}

/// `import type …`, also `import typeof …` of Flow.
fn is_of_types(statement: &str) -> bool {
    let rest = statement.strip_prefix("import").unwrap_or_default().trim_start();
    let Some(rest) = rest.strip_prefix("typeof ").or_else(|| rest.strip_prefix("type")) else { return false };
    let next = rest.trim_start();
    match next.chars().next() {
        Some('{' | '*') => true,
        // `import type from 'a'` takes the default under the name `type`.
        Some(char)
            if rest.starts_with(char::is_whitespace) && (char.is_alphanumeric() || matches!(char, '_' | '$')) =>
        {
            !next.starts_with("from ") || next.trim_start_matches("from ").trim_start().starts_with("from ")
        }
        _ => false,
    }
}

/// `{ type A }`
fn is_named_a_type(reading: &Reading<'_>, import: Node<'_>) -> bool {
    let Some(name) = import.child(1).filter(|name| name.is_present()) else { return false };
    let before = reading.text.get(import.range().start as usize..name.range().start as usize).unwrap_or_default();
    let before = before.trim_end();
    before.strip_suffix("type").is_some_and(|rest| rest.trim_end().ends_with(['{', ',']))
}

/// The name that an import binds.
fn local_name(import: Node<'_>) -> Option<Symbol> {
    let alias = import.child(2).filter(|alias| alias.is_present());
    alias.or_else(|| import.child(1)).map(|name| name.symbol())
}

/// Decorators may make types known at run time.
fn has_decorators(reading: &Reading<'_>) -> bool {
    reading.tree.nodes().any(|node| node.kind() == Kind::Decorator)
}

/// The names that are used otherwise than as types; those of JSX stand for themselves and for what it is compiled to.
fn values(reading: &Reading<'_>) -> BTreeSet<Symbol> {
    let tree = reading.tree;
    let names = tree.nodes().filter(|node| node.kind() == Kind::Name);
    let used = names.filter(|name| {
        let in_import = name.parent().is_some_and(|parent| parent.kind() == Kind::Import);
        !in_import && !is_type(*name) && !super::around::is_for_types(*name)
    });
    let mut used: BTreeSet<Symbol> = used.map(Node::symbol).collect();
    if tree.nodes().any(|node| node.kind() == Kind::Element) {
        used.extend(["React", "h", "jsx"].iter().filter_map(|name| tree.symbols().find(name)));
    }
    used
}

/// Longer chains of names are no types.
const LONGEST_CHAIN: usize = 50;

/// Whether a name stands where only a type may. What is made anew or extended is a value.
fn is_type(name: Node<'_>) -> bool {
    let mut at = name;
    for _ in 0..LONGEST_CHAIN {
        let Some(parent) = at.parent() else { return false };
        let is_at = |place: usize| parent.child(place).is_some_and(|child| child.id() == at.id());
        match parent.kind() {
            Kind::Member | Kind::Generic => at = parent,
            Kind::TypeArgs | Kind::TypeParams => return true,
            Kind::Variable | Kind::Param | Kind::Lambda => return is_at(2),
            Kind::FunctionDef => return is_at(4),
            Kind::Cast => return is_at(0),
            _ => return false,
        }
    }
    false
}
