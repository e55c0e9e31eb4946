//! Which type an expression has, as far as it is said nearby.

use rustc_hash::FxHashMap;
use std::cell::RefCell;

use super::{BindingId, Names};
use crate::kind::Kind;
use crate::language::Language;
use crate::symbols::Symbol;
use crate::tree::{Node, NodeId, Tree};

/// Expressions nested deeper have no known type.
const DEEPEST: usize = 100;

/// The type of an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// True or false.
    Bool,
    /// A whole number.
    Int,
    /// A number with a fraction; every number that JavaScript writes.
    Float,
    /// A number of JavaScript.
    Number,
    /// A text.
    Text,
    /// As this node writes it: of a declaration, a cast, or what is constructed.
    Written(NodeId),
    /// A pointer to what this node writes.
    Pointer(NodeId),
    /// Of an expression about which nothing is said: its own name, for it may be a class.
    Named(Symbol),
}

impl Type {
    /// The type that the languages call by a name, whichever of them.
    pub fn of_name(name: &str) -> Option<Self> {
        match name {
            "bool" | "boolean" | "Boolean" => Some(Self::Bool),
            "int" | "Int" | "Integer" | "long" | "Long" => Some(Self::Int),
            "float" | "Float" | "double" | "Double" => Some(Self::Float),
            "number" => Some(Self::Number),
            "str" | "string" | "String" => Some(Self::Text),
            _ => None,
        }
    }

    /// Whether it is a number of any kind.
    pub const fn is_number(self) -> bool {
        matches!(self, Self::Int | Self::Float | Self::Number)
    }
}

impl Names {
    /// The type of an expression.
    pub fn type_of(&self, tree: &Tree, node: NodeId) -> Option<Type> {
        Types { tree, names: self, known: None }.of(tree.node(node), 0)
    }
}

/// The types of the fields of all structures of a file of Go, by their names; of one name the last counts.
pub(super) fn of_fields(tree: &Tree) -> FxHashMap<Symbol, NodeId> {
    let is_field = |node: &Node<'_>| {
        let body = node.parent().filter(|body| body.kind() == Kind::Block);
        node.kind() == Kind::Variable && body.and_then(Node::parent).is_some_and(|class| class.kind() == Kind::ClassDef)
    };
    let fields = tree.nodes().filter(|_| tree.language() == Language::Go).filter(is_field);
    let known = fields.filter_map(|field| Some((field.child(1)?.symbol(), field.child(2)?)));
    known.filter(|(_, written)| written.is_present()).map(|(name, written)| (name, written.id())).collect()
}

/// The types of all bindings, by their number.
pub(super) fn of_bindings(tree: &Tree, names: &Names) -> Vec<Option<Type>> {
    let known = RefCell::new(FxHashMap::default());
    let types = Types { tree, names, known: Some(&known) };
    (0..names.bindings.len() as u32).map(|number| types.binding(BindingId(number), 0)).collect()
}

#[derive(Clone, Copy)]
struct Types<'t> {
    tree: &'t Tree,
    names: &'t Names,
    /// The bindings that are known or under way, while all of them are looked at.
    known: Option<&'t RefCell<FxHashMap<BindingId, Option<Type>>>>,
}

impl<'t> Types<'t> {
    fn of(self, node: Node<'t>, depth: usize) -> Option<Type> {
        if depth > DEEPEST {
            return None;
        }
        let part = |place: usize| node.child(place).and_then(|part| self.of(part, depth + 1));
        match node.kind() {
            Kind::Name => self.name(node, depth),
            Kind::Member => self.member(node, depth),
            Kind::New | Kind::Cast => node.child(0).map(|written| self.written(written)),
            Kind::Call => self.call(node, depth),
            Kind::Binary => self.binary(node.text(), part(0), part(1)),
            Kind::Unary if node.text() == "!" => Some(Type::Bool),
            Kind::Unary if node.text() == "&" => match part(0)? {
                Type::Written(written) => Some(Type::Pointer(written)),
                _ => None,
            },
            Kind::Conditional => part(1).filter(|one| part(2).is_some_and(|other| self.is_same(*one, other))),
            kind => self.literal(kind).or_else(|| self.constant(node)),
        }
    }

    fn literal(self, kind: Kind) -> Option<Type> {
        match kind {
            Kind::Str => Some(Type::Text),
            Kind::Int if self.tree.language().is_script() => Some(Type::Float),
            Kind::Int => Some(Type::Int),
            Kind::Float => Some(Type::Float),
            Kind::Bool => Some(Type::Bool),
            _ => None,
        }
    }

    fn constant(self, node: Node<'t>) -> Option<Type> {
        self.literal(self.names.constant(self.tree, node.id())?.kind)
    }

    fn name(self, node: Node<'t>, depth: usize) -> Option<Type> {
        let declared = || self.binding(self.names.binding(node.id())?, depth);
        self.constant(node).or_else(declared).or(Some(Type::Named(node.symbol())))
    }

    fn binding(self, binding: BindingId, depth: usize) -> Option<Type> {
        let Some(known) = self.known else {
            return self.names.types.get(binding.0 as usize).copied().flatten();
        };
        if let Some(known) = known.borrow().get(&binding) {
            return *known;
        }
        // What depends on itself has no type.
        known.borrow_mut().insert(binding, None);
        let sites = self.names.of(binding)?.sites.iter().rev();
        let own = sites.into_iter().find_map(|site| self.declared(self.tree.node(*site), depth));
        known.borrow_mut().insert(binding, own);
        own
    }

    /// The type that a site of a variable gives it.
    fn declared(self, site: Node<'t>, depth: usize) -> Option<Type> {
        let present = |place: usize| site.child(place).filter(|part| part.is_present());
        match site.kind() {
            Kind::Param => present(2).map(|written| self.written(written)),
            Kind::Variable => {
                let written = present(2).map(|written| self.written(written));
                written.or_else(|| present(3).and_then(|value| self.assigned(value, depth)))
            }
            Kind::Assign if self.makes_variable(site) => present(1).and_then(|value| self.assigned(value, depth)),
            Kind::Catch if self.tree.language() != Language::CSharp => present(0).map(|written| self.written(written)),
            _ => None,
        }
    }

    /// Whether an assignment makes a variable, so that its value says the type.
    fn makes_variable(self, site: Node<'t>) -> bool {
        let is_made = || site.child(1).is_some_and(|value| value.kind() == Kind::New);
        match self.tree.language() {
            Language::Python => true,
            Language::Php => is_made(),
            _ => !site.symbol().is_none(),
        }
    }

    /// The type of a value that a variable gets. Another name says nothing but in C#, where a cast does not.
    fn assigned(self, value: Node<'t>, depth: usize) -> Option<Type> {
        let says_nothing = match value.kind() {
            Kind::Name | Kind::Member => self.tree.language() != Language::CSharp,
            Kind::Cast => self.tree.language() == Language::CSharp,
            _ => false,
        };
        let known = if says_nothing { None } else { self.of(value, depth + 1) };
        known.filter(|known| !matches!(known, Type::Named(_)))
    }

    /// `a.b`: the field of the class around it if `a` is the object itself.
    fn member(self, node: Node<'t>, depth: usize) -> Option<Type> {
        let (object, property) = (node.child(0)?, node.child(1)?);
        if property.text() == "length" && self.tree.language() == Language::Java {
            return Some(Type::Int);
        }
        // Rules for C# take any field for the one of that name in the class around it.
        let is_own = self.tree.language() == Language::CSharp
            || (object.kind() == Kind::Name && matches!(object.text(), "this" | "self"));
        let field = is_own.then(|| self.field(node, property.symbol()).or_else(|| self.injected(node))).flatten();
        let known = field.and_then(|field| self.declared(field, depth));
        let known = known.or_else(|| {
            let written = self.names.field_types.get(&property.symbol())?;
            Some(self.written(self.tree.node(*written)))
        });
        known.or_else(|| (property.kind() == Kind::Name).then(|| Type::Named(property.symbol())))
    }

    /// The parameter of the constructor that `this.a` is in a class of Angular.
    fn injected(self, node: Node<'t>) -> Option<Node<'t>> {
        let mut class = Some(node).filter(|_| self.tree.language().is_script())?;
        while class.kind() != Kind::ClassDef {
            class = class.parent()?;
        }
        let is_injectable = |decorator: Node<'_>| {
            let name = decorator.child(0).map_or("", |name| name.text());
            decorator.kind() == Kind::Decorator && matches!(name, "Injectable" | "Component")
        };
        class.child(0)?.children().any(is_injectable).then_some(())?;
        let is_constructor = |member: &Node<'_>| member.child(1).is_some_and(|name| name.text() == "constructor");
        let constructor = class.child(4)?.children().find(is_constructor)?;
        let name = node.child(1)?.symbol();
        constructor.child(3)?.children().find(|param| param.child(1).is_some_and(|own| own.symbol() == name))
    }

    fn field(self, node: Node<'t>, name: Symbol) -> Option<Node<'t>> {
        let mut at = node;
        while at.kind() != Kind::ClassDef {
            at = at.parent()?;
        }
        let mut fields = at.child(4)?.children().filter(|part| part.kind() == Kind::Variable);
        fields.find(|field| field.child(1).is_some_and(|target| target.symbol() == name))
    }

    fn call(self, node: Node<'t>, depth: usize) -> Option<Type> {
        let callee = node.child(0)?;
        // `make(T)`, `new(T)` of Go.
        if self.tree.language() == Language::Go && matches!(callee.text(), "make" | "new") {
            let written = node.child(1)?.child(0)?.child(0)?;
            let is_pointer = callee.text() == "new";
            return Some(if is_pointer { Type::Pointer(written.id()) } else { Type::Written(written.id()) });
        }
        let last = if callee.kind() == Kind::Member { callee.child(1)? } else { callee };
        if self.tree.language() == Language::Java && callee.kind() == Kind::Member {
            return self.method(self.of(callee.child(0)?, depth + 1), last.text());
        }
        // What is called by the name of a class constructs one.
        let is_class = self.tree.language() != Language::CSharp
            && last.kind() == Kind::Name
            && last.text().starts_with(char::is_uppercase);
        is_class.then(|| self.written(callee))
    }

    /// What methods of Java give.
    fn method(self, object: Option<Type>, method: &str) -> Option<Type> {
        match method {
            "isEmpty" | "equals" | "contains" | "containsKey" | "containsValue" => return Some(Type::Bool),
            "size" | "length" | "compareTo" | "compareToIgnoreCase" => return Some(Type::Int),
            _ => {}
        }
        let name = match object? {
            Type::Written(written) if self.is_text(written) => "String",
            Type::Named(name) => self.tree.symbols().text(name),
            Type::Text => "String",
            Type::Bool => "Boolean",
            Type::Float => "Float",
            Type::Int => "Integer",
            Type::Written(written) => {
                let arguments = self.tree.node(written).child(1).filter(|list| list.kind() == Kind::TypeArgs)?;
                let given: Vec<_> = arguments.children().collect();
                let element = given.last().filter(|_| method == "get" && given.len() <= 2);
                return element.map(|element| self.written(*element));
            }
            Type::Number | Type::Pointer(_) => return None,
        };
        match (name, method) {
            ("String", "matches") | ("Boolean", "valueOf" | "parseBoolean") => Some(Type::Bool),
            ("Integer", "decode" | "valueOf" | "parseInt" | "parseUnsignedInt")
            | ("Long", "decode" | "valueOf" | "parseLong" | "parseUnsignedLong") => Some(Type::Int),
            ("Float", "valueOf" | "parseFloat") => Some(Type::Float),
            _ => None,
        }
    }

    /// Whether a type is `java.lang.String`.
    fn is_text(self, written: NodeId) -> bool {
        let node = self.tree.node(written);
        node.kind() == Kind::Member && node.child(1).is_some_and(|last| last.text() == "String")
    }

    fn binary(self, operator: &str, left: Option<Type>, right: Option<Type>) -> Option<Type> {
        let has = |test: fn(Type) -> bool| left.is_some_and(test) || right.is_some_and(test);
        let is_java = self.tree.language() == Language::Java;
        // What a number is added to is one.
        let is_loose = matches!(self.tree.language(), Language::Python | Language::Php);
        match operator {
            "==" | "===" | "!=" | "!==" | "<" | "<=" | ">" | ">=" | "&&" => Some(Type::Bool),
            "in" | "not in" | "is" | "is not" if self.tree.language() != Language::CSharp => Some(Type::Bool),
            "||" if is_java || has(|side| side == Type::Bool) => Some(Type::Bool),
            "|" | "&" | "^" if is_java && has(|side| side == Type::Bool) => Some(Type::Bool),
            "+" | "-" if left == Some(Type::Int) && right == left => Some(Type::Int),
            "+" | "-" if is_loose && left.is_some_and(Type::is_number) => Some(Type::Number),
            "+" | "-" | "*" if is_loose && right.is_some_and(Type::is_number) => Some(Type::Number),
            _ => None,
        }
    }

    /// The type that a node writes.
    fn written(self, node: Node<'t>) -> Type {
        let own = Some(node).filter(|node| node.kind() == Kind::Name).and_then(|name| Type::of_name(name.text()));
        own.unwrap_or(Type::Written(node.id()))
    }

    fn is_same(self, one: Type, other: Type) -> bool {
        match (one, other) {
            (Type::Written(one), Type::Written(other)) => {
                let nodes = |id: NodeId| (id.0..self.tree.end(id).0).map(NodeId);
                nodes(one)
                    .map(|id| (self.tree.kind(id), self.tree.symbol(id)))
                    .eq(nodes(other).map(|id| (self.tree.kind(id), self.tree.symbol(id))))
            }
            _ => one == other,
        }
    }
}
