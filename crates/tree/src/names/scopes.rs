//! Which binding a name is of.

use super::{Binding, BindingId, Names, is_expression};
use crate::kind::Kind;
use crate::language::Language;
use crate::symbols::Symbol;
use crate::tree::{Node, NodeId, Tree};
use rustc_hash::FxHashMap;

/// One scope: the node that opens it and what it binds.
struct Scope {
    node: NodeId,
    outer: Option<usize>,
    bound: FxHashMap<Symbol, BindingId>,
    /// Names that belong to the whole file although they are assigned here.
    global: Vec<Symbol>,
}

/// The work on one file.
struct Scopes<'t> {
    tree: &'t Tree,
    scopes: Vec<Scope>,
    bindings: Vec<Binding>,
}

/// Fills the bindings, and which names are of which.
pub(super) fn resolve(tree: &Tree, names: &mut Names) {
    let mut work = Scopes { tree, scopes: Vec::new(), bindings: Vec::new() };
    work.walk(|work, scope, node| work.declare(scope, node));
    if tree.language().is_script() {
        work.walk(|work, scope, node| work.declare_undeclared(scope, node));
    }
    let mut of_node = vec![None; tree.len()];
    work.walk(|work, scope, node| {
        if node.kind() == Kind::Name
            && is_bindable(tree, node)
            && let Some(binding) = work.look_up(scope, node)
            && let Some(slot) = of_node.get_mut(node.id().0 as usize)
        {
            *slot = Some(binding);
        }
    });
    let mut bindings = work.bindings;
    mutations(tree, &of_node, &mut bindings);
    names.bindings = bindings;
    names.of_node = of_node;
}

/// Adds the places that change a variable without making one.
fn mutations(tree: &Tree, of_node: &[Option<BindingId>], bindings: &mut [Binding]) {
    let is_class = |binding: &Binding| tree.kind(class_of(tree, binding.scope)) == Kind::ClassDef;
    let fields: FxHashMap<(NodeId, Symbol), BindingId> = (0..)
        .zip(bindings.iter())
        .filter(|(_, binding)| is_class(binding))
        .map(|(number, binding)| ((class_of(tree, binding.scope), binding.name), BindingId(number)))
        .collect();
    for node in tree.nodes().filter(|node| matches!(node.kind(), Kind::Assign | Kind::AugAssign | Kind::Update)) {
        let target = node.child(0);
        let field = target.and_then(own_field).and_then(|field| fields.get(&field));
        let own = target.and_then(|target| of_node.get(target.id().0 as usize).copied().flatten());
        let target = own.or_else(|| field.copied());
        if let Some(binding) = target.and_then(|target| bindings.get_mut(target.0 as usize))
            && !binding.sites.contains(&node.id())
        {
            binding.sites.push(node.id());
        }
    }
}

/// The class whose body a scope is, or the scope.
pub(super) fn class_of(tree: &Tree, scope: NodeId) -> NodeId {
    let class = tree.parent(scope).filter(|parent| tree.kind(*parent) == Kind::ClassDef);
    class.filter(|_| tree.kind(scope) == Kind::Block).unwrap_or(scope)
}

/// The fields that the classes of a file declare.
pub(super) fn fields(tree: &Tree, names: &Names) -> FxHashMap<(NodeId, Symbol), BindingId> {
    if !matches!(tree.language(), Language::CSharp | Language::Java) && !tree.language().is_script() {
        return FxHashMap::default();
    }
    let own = (0..).zip(&names.bindings);
    let own = own.filter(|(_, binding)| tree.kind(class_of(tree, binding.scope)) == Kind::ClassDef);
    own.map(|(number, binding)| ((class_of(tree, binding.scope), binding.name), BindingId(number))).collect()
}

/// The class and the name of a field that an object accesses of itself: `this.a`.
pub(super) fn own_field(node: Node<'_>) -> Option<(NodeId, Symbol)> {
    let (object, property) = (node.child(0)?, node.child(1)?);
    if node.kind() != Kind::Member || object.kind() != Kind::Name || !matches!(object.text(), "this" | "self") {
        return None;
    }
    let mut at = node;
    while at.kind() != Kind::ClassDef {
        at = at.parent()?;
    }
    Some((at.id(), property.symbol()))
}

/// Whether a name node is a variable at all.
fn is_bindable(tree: &Tree, node: Node<'_>) -> bool {
    is_expression(tree, node.id())
        || node.parent().is_some_and(|parent| match parent.kind() {
            Kind::FunctionDef | Kind::ClassDef | Kind::Param | Kind::Variable | Kind::Global => true,
            Kind::Import => parent.child(0).is_none_or(|module| module.id() != node.id()),
            _ => false,
        })
}

/// Whether a node opens a scope in its language.
fn opens_scope(tree: &Tree, node: Node<'_>) -> bool {
    match node.kind() {
        Kind::Module | Kind::FunctionDef | Kind::Lambda | Kind::ClassDef | Kind::Comprehension => true,
        Kind::Block | Kind::For | Kind::ForEach | Kind::Catch | Kind::Try => has_block_scopes(tree.language()),
        _ => false,
    }
}

/// Whether a block has variables of its own. Those of JavaScript do, but rules take them for those of the function.
const fn has_block_scopes(language: Language) -> bool {
    match language {
        Language::Python | Language::JavaScript | Language::TypeScript | Language::Tsx => false,
        Language::Ruby | Language::Php => false,
        Language::Java | Language::Go | Language::CSharp => true,
    }
}

/// Whether an assignment makes a variable.
const fn assignment_declares(language: Language) -> bool {
    match language {
        Language::Python | Language::Ruby | Language::Php => true,
        Language::JavaScript | Language::TypeScript | Language::Tsx => false,
        Language::Java | Language::Go | Language::CSharp => false,
    }
}

impl Scopes<'_> {
    /// Visits all nodes with the scope they stand in. The first walk makes the scopes, the second meets them again in
    /// the same order.
    fn walk(&mut self, mut visit: impl FnMut(&mut Self, usize, Node<'_>)) {
        let tree = self.tree;
        let mut open: Vec<(usize, NodeId)> = Vec::new();
        let mut met = 0;
        for node in tree.nodes() {
            while open.last().is_some_and(|(_, end)| *end <= node.id()) {
                open.pop();
            }
            let outer = open.last().map(|(scope, _)| *scope);
            if opens_scope(tree, node) {
                if met == self.scopes.len() {
                    self.scopes.push(Scope { node: node.id(), outer, bound: FxHashMap::default(), global: Vec::new() });
                }
                open.push((met, tree.end(node.id())));
                met += 1;
            }
            visit(self, open.last().map_or(0, |(scope, _)| *scope), node);
        }
    }

    /// Enters what a node binds.
    fn declare(&mut self, scope: usize, node: Node<'_>) {
        let outer = self.scopes.get(scope).and_then(|scope| scope.outer).unwrap_or(scope);
        match node.kind() {
            // Methods of Java and C# have names of their own, which variables do not hide.
            Kind::FunctionDef if matches!(self.tree.language(), Language::Java | Language::CSharp) => {}
            Kind::FunctionDef | Kind::ClassDef => {
                self.bind_targets(outer, node.child(1), node.id());
            }
            Kind::Param => self.bind_targets(scope, node.child(1), node.id()),
            Kind::Variable => {
                let home = if node.text() == "var" { self.function_of(scope) } else { scope };
                self.bind_targets(home, node.child(1), node.id());
            }
            Kind::Assign | Kind::AugAssign if assignment_declares(self.tree.language()) => {
                self.bind_targets(scope, node.child(0), node.id());
            }
            // `a := f()`
            Kind::Assign if !node.symbol().is_none() => self.bind_targets(scope, node.child(0), node.id()),
            Kind::ForEach | Kind::ForClause => self.bind_targets(scope, node.child(0), node.id()),
            Kind::WithItem | Kind::Catch => self.bind_targets(scope, node.child(1), node.id()),
            Kind::Import => {
                let name = node.child(2).filter(|alias| alias.is_present());
                let name = name.or_else(|| node.child(1).filter(|imported| imported.is_present()));
                let name = name.or_else(|| node.child(0)?.child(0));
                self.bind_targets(scope, name, node.id());
            }
            Kind::Global => {
                for name in node.children() {
                    if let Some(scope) = self.scopes.get_mut(scope) {
                        scope.global.push(name.symbol());
                    }
                }
            }
            _ => {}
        }
    }

    /// What is assigned without being declared is a variable of the whole file.
    fn declare_undeclared(&mut self, scope: usize, node: Node<'_>) {
        let target = node.child(0).filter(|target| node.kind() == Kind::Assign && target.kind() == Kind::Name);
        if let Some(target) = target.filter(|target| self.look_up(scope, *target).is_none()) {
            self.bind(0, target.symbol(), node.id());
        }
    }

    /// The scope of the function or file around a scope.
    fn function_of(&self, mut scope: usize) -> usize {
        while let Some(outer) = self.scopes.get(scope).filter(|scope| !self.is_function(scope)).and_then(|s| s.outer) {
            scope = outer;
        }
        scope
    }

    fn is_function(&self, scope: &Scope) -> bool {
        matches!(self.tree.kind(scope.node), Kind::Module | Kind::FunctionDef | Kind::Lambda | Kind::ClassDef)
    }

    /// Binds every name of a target: the name itself, or those of a pattern that takes a value apart.
    fn bind_targets(&mut self, scope: usize, target: Option<Node<'_>>, site: NodeId) {
        let Some(target) = target else { return };
        let mut next = target.id();
        let end = self.tree.end(target.id());
        while next < end {
            let node = self.tree.node(next);
            match node.kind() {
                Kind::Name => self.bind(scope, node.symbol(), site),
                Kind::Tuple | Kind::List | Kind::Spread | Kind::Dict => {}
                Kind::Pair | Kind::Assign => {
                    // The key is no target; the value is. Of a default, the left side is.
                    let skip = if node.kind() == Kind::Pair { 1 } else { 0 };
                    self.bind_targets(scope, node.child(skip), site);
                    next = self.tree.end(next);
                    continue;
                }
                _ => {
                    next = self.tree.end(next);
                    continue;
                }
            }
            next = NodeId(next.0 + 1);
        }
    }

    fn bind(&mut self, scope: usize, name: Symbol, site: NodeId) {
        let is_global = self.scopes.get(scope).is_some_and(|scope| scope.global.contains(&name));
        let home = if is_global { 0 } else { self.home_of_assignment(scope, name, site) };
        let fresh = BindingId(self.bindings.len() as u32);
        let Some(scope) = self.scopes.get_mut(home) else { return };
        let binding = *scope.bound.entry(name).or_insert(fresh);
        if binding == fresh {
            self.bindings.push(Binding { name, scope: scope.node, sites: Vec::new() });
        }
        if let Some(binding) = self.bindings.get_mut(binding.0 as usize) {
            binding.sites.push(site);
        }
    }

    /// The scope whose variable an assignment changes: an import around it is taken to be meant, as rules do.
    fn home_of_assignment(&self, scope: usize, name: Symbol, site: NodeId) -> usize {
        let is_ruby = self.tree.language() == Language::Ruby;
        if self.tree.kind(site) != Kind::Assign && !(is_ruby && self.tree.kind(site) == Kind::AugAssign) {
            return scope;
        }
        let mut at = scope;
        let mut in_block = is_ruby;
        while let Some(own) = self.scopes.get(at) {
            if let Some(binding) = own.bound.get(&name).and_then(|binding| self.bindings.get(binding.0 as usize)) {
                let is_import = binding.sites.first().is_some_and(|site| self.tree.kind(*site) == Kind::Import);
                return if is_import || in_block { at } else { scope };
            }
            // A block of Ruby changes the variables around it.
            in_block &= self.tree.kind(own.node) == Kind::Lambda;
            let Some(outer) = own.outer else { break };
            at = outer;
        }
        scope
    }

    /// The binding that a name means in a scope: the nearest one, where a class's own names are seen in it alone.
    fn look_up(&self, scope: usize, node: Node<'_>) -> Option<BindingId> {
        let mut at = self.home_of(scope, node);
        let start = at;
        loop {
            let scope = self.scopes.get(at)?;
            let hidden = at != start
                && self.tree.kind(scope.node) == Kind::ClassDef
                && assignment_declares(self.tree.language());
            if let Some(binding) = scope.bound.get(&node.symbol()).filter(|_| !hidden) {
                return Some(*binding);
            }
            at = scope.outer?;
        }
    }

    /// Where the look-up of a name begins: the name and the decorators of a definition are of the scope around it.
    fn home_of(&self, scope: usize, node: Node<'_>) -> usize {
        let Some(own) = self.scopes.get(scope) else { return scope };
        let is_outside = matches!(self.tree.kind(own.node), Kind::FunctionDef | Kind::ClassDef)
            && self.tree.children(own.node).take(2).any(|part| part.contains(node.id()));
        match own.outer {
            Some(outer) if is_outside => outer,
            _ => scope,
        }
    }
}
