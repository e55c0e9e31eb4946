//! What the names of a file mean: which binding a name is of, what was imported under it, which constant it holds.

mod constants;
mod given;
mod imports;
mod occurrences;
mod scopes;
mod types;

use crate::kind::Kind;
use crate::language::Language;
use crate::symbols::Symbol;
use crate::tree::{Node, NodeId, Tree};
use rustc_hash::FxHashMap;

pub use constants::{Constant, Value};
pub use types::Type;

/// A binding by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BindingId(pub u32);

/// What a name is bound to in one scope.
#[derive(Debug, Clone)]
pub struct Binding {
    /// The name.
    pub name: Symbol,
    /// The scope: the node that opens it, such as a function or the module.
    pub scope: NodeId,
    /// The nodes that bind it, in order: parameters, variables, assignments, imports, definitions.
    pub sites: Vec<NodeId>,
}

/// What the names of one file mean.
#[derive(Debug, Clone, Default)]
pub struct Names {
    bindings: Vec<Binding>,
    /// The binding of each node that is a name of one.
    of_node: Vec<Option<BindingId>>,
    /// What is imported under a binding: the dotted path of the thing.
    imported: FxHashMap<BindingId, Vec<(NodeId, Vec<Symbol>)>>,
    /// The modules of which everything is imported.
    wildcards: Vec<Vec<Symbol>>,
    /// What a name node holds where it is used.
    values: FxHashMap<NodeId, Value>,
    /// The types of fields by their names, in Go.
    field_types: FxHashMap<Symbol, NodeId>,
    /// Where the names of patterns stand.
    occurrences: occurrences::Occurrences,
    /// The type of each binding.
    types: Vec<Option<Type>>,
    /// The fields that classes declare, by the class and their name.
    fields: FxHashMap<(NodeId, Symbol), BindingId>,
    /// What `self::A` of PHP stands for, by its node.
    class_constants: FxHashMap<NodeId, Constant>,
}

/// Finds what the names of a file mean.
pub fn names(tree: &Tree) -> Names {
    let mut names = Names::default();
    scopes::resolve(tree, &mut names);
    imports::resolve(tree, &mut names);
    constants::propagate(tree, &mut names);
    names.fields = scopes::fields(tree, &names);
    names.field_types = types::of_fields(tree);
    names.types = types::of_bindings(tree, &names);
    names.occurrences = occurrences::find(tree, &names);
    names.class_constants = constants::of_classes(tree);
    names
}

impl Names {
    /// The binding that a name node is of; none for a property, a keyword and what no scope of the file binds.
    pub fn binding(&self, name: NodeId) -> Option<BindingId> {
        self.of_node.get(name.0 as usize).copied().flatten()
    }

    /// The declared field that `this.a` is.
    pub fn field(&self, node: Node<'_>) -> Option<BindingId> {
        self.fields.get(&scopes::own_field(node)?).copied()
    }

    /// What a binding is.
    pub fn of(&self, binding: BindingId) -> Option<&Binding> {
        self.bindings.get(binding.0 as usize)
    }

    /// The dotted path of what is imported under a name node: by the last import before it in the text.
    pub fn imported(&self, name: NodeId) -> Option<&[Symbol]> {
        let imports = self.imported.get(&self.binding(name)?)?;
        imports.iter().rev().find(|(site, _)| *site < name).map(|(_, path)| path.as_slice())
    }

    /// What a name holds where it is used, if one value is known.
    pub fn value(&self, name: NodeId) -> Option<&Value> {
        self.values.get(&name)
    }

    /// The expression that a name of the code around a function holds in it, where it is given one before and no other.
    pub fn given_around(&self, tree: &Tree, name: NodeId) -> Option<NodeId> {
        let field = || self.field(tree.node(name));
        let binding = self.of(self.binding(name).or_else(field)?)?;
        let site = given::only_site(tree, binding)?;
        let (target, value) = match site.kind() {
            Kind::Assign => (site.child(0)?, site.child(1)?),
            Kind::Variable => (site.child(1)?, site.child(3)?),
            _ => return None,
        };
        let is_later = site.kind() == Kind::Assign;
        let is_kept = match tree.language() {
            Language::Python => binding.scope == NodeId::ROOT,
            Language::Java if is_later => true,
            Language::Java => site.child(0)?.children().any(|word| matches!(word.text(), "final" | "private")),
            Language::CSharp => site.child(0)?.children().any(|word| word.text() == "const"),
            Language::Go | Language::Ruby | Language::Php => false,
            Language::JavaScript | Language::TypeScript | Language::Tsx => {
                binding.scope == NodeId::ROOT || is_later || !given::lies_in_class(tree, name, binding.scope)
            }
        };
        let is_direct = target.kind() == Kind::Name || scopes::own_field(target).is_some();
        let is_given = is_direct && value.is_present() && site.id() < name;
        // What an object is made with is there in its other methods.
        let is_around = || {
            lies_in_function(tree, name, binding.scope) && !(is_later && given::shares_function(tree, site.id(), name))
        };
        (is_kept && is_given && is_around()).then(|| value.id())
    }

    /// The dotted path that a chain of names stands for, with its import followed: `s.run` is `subprocess.run` after
    /// `import subprocess as s`. None for a chain that does not begin with what is imported.
    pub fn path(&self, node: Node<'_>) -> Option<Vec<Symbol>> {
        let (base, tail) = chain(node)?;
        Some([self.imported(base.id())?, &tail].concat())
    }

    /// The dotted paths that a chain of names stands for if it begins with what came with `import *`.
    pub fn wildcard_paths(&self, node: Node<'_>) -> Vec<Vec<Symbol>> {
        match chain(node) {
            Some((base, tail)) if self.binding(base.id()).is_none() => {
                self.wildcards.iter().map(|module| [module, &[base.symbol()][..], &tail].concat()).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The constant that an expression is, with names followed and pieces of text joined.
    pub fn constant(&self, tree: &Tree, node: NodeId) -> Option<Constant> {
        if let Some(constant) = self.class_constants.get(&node) {
            return Some(constant.clone());
        }
        constants::evaluate(tree, node, &|name| match self.value(name)? {
            Value::Constant(constant) => Some(constant.clone()),
            Value::Expression(_) => None,
        })
    }
}

/// Whether a function lies between a node and a scope around it.
fn lies_in_function(tree: &Tree, node: NodeId, scope: NodeId) -> bool {
    let mut at = tree.parent(node);
    while let Some(node) = at.filter(|node| *node != scope) {
        if matches!(tree.kind(node), Kind::FunctionDef | Kind::Lambda) {
            return true;
        }
        at = tree.parent(node);
    }
    false
}

/// The name that a chain `a.b.c` begins with, and those after it.
fn chain(node: Node<'_>) -> Option<(Node<'_>, Vec<Symbol>)> {
    let (mut base, mut tail) = (node, Vec::new());
    while base.kind() == Kind::Member {
        tail.push(base.child(1).and_then(property_name)?.symbol());
        base = base.child(0)?;
    }
    tail.reverse();
    (base.kind() == Kind::Name).then_some((base, tail))
}

/// The name of what is accessed, without the types that it is given in C#.
fn property_name(property: Node<'_>) -> Option<Node<'_>> {
    let is_csharp = property.tree().language() == Language::CSharp;
    let name = if property.kind() == Kind::Generic && is_csharp { property.child(0)? } else { property };
    (name.kind() == Kind::Name).then_some(name)
}

/// Whether a node is used as an expression: not the name that something defines, imports or accesses.
pub fn is_expression(tree: &Tree, node: NodeId) -> bool {
    let Some(parent) = tree.parent(node) else { return false };
    let place = || tree.children(parent).position(|child| child.id() == node);
    match tree.kind(parent) {
        Kind::FunctionDef | Kind::ClassDef => place().is_some_and(|place| place > 1),
        Kind::Member => tree.kind(node) != Kind::Name || place() == Some(0),
        Kind::Keyword | Kind::Attribute | Kind::Element => place() != Some(0),
        Kind::Import | Kind::Path | Kind::Package | Kind::Global => false,
        Kind::Param => place() == Some(3),
        // A variable that gets a value is assigned to.
        Kind::Variable => {
            let has_value = || tree.children(parent).last().is_some_and(|value| value.is_present());
            place().is_some_and(|place| place == 3 || (place == 1 && has_value()))
        }
        _ => true,
    }
}

/// Longer chains of names are no types.
const LONGEST_CHAIN: usize = 50;

/// Whether a name, or a chain of names, is written as a type.
pub fn is_type(tree: &Tree, node: NodeId) -> bool {
    let mut at = tree.node(node);
    for _ in 0..LONGEST_CHAIN {
        let Some(parent) = at.parent() else { return false };
        let place = || parent.children().position(|child| child.id() == at.id()).unwrap_or_default();
        match parent.kind() {
            Kind::Member | Kind::Generic => at = parent,
            Kind::TypeArgs | Kind::TypeParams | Kind::Bases => return true,
            Kind::Variable | Kind::Param | Kind::Lambda => return place() == 2,
            Kind::FunctionDef => return place() == 4,
            Kind::New | Kind::Cast | Kind::Catch | Kind::Decorator => return place() == 0,
            Kind::Binary => return parent.text() == "is" && place() == 1,
            Kind::Other => return parent.text().ends_with("_type"),
            Kind::Args => {
                let callee = parent.parent().and_then(|call| call.child(0));
                return callee.is_some_and(|callee| matches!(callee.text(), "typeof" | "sizeof" | "default"));
            }
            _ => return false,
        }
    }
    false
}
