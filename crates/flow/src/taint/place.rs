//! Variables and their parts, as far as they are told apart.

use tree::{BindingId, Kind, Language, Names, Node, NodeId, Symbol, Tree};

/// Parts deeper than this are taken for the part around them.
const DEEPEST: usize = 4;

/// One part of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// By its name.
    Field(Symbol),
    /// By an index that is written out.
    Index(Symbol),
    /// By its number.
    Number(u32),
    /// By an index that is not known: any element.
    Any,
}

impl Part {
    /// Whether the two may be the same.
    fn meets(self, other: Self) -> bool {
        self == other || self == Self::Any || other == Self::Any
    }
}

/// A variable, or a part of one by its names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// The binding, or for a name that nothing binds, the name.
    base: (Option<BindingId>, Symbol),
    path: Vec<Part>,
}

impl Place {
    /// The place that an expression names, if it names one: a variable with fields and indices.
    pub(super) fn of(tree: &Tree, names: &Names, node: NodeId) -> Option<Self> {
        let mut path = Vec::new();
        let mut at = tree.node(node);
        while matches!(at.kind(), Kind::Member | Kind::Index) {
            let part = at.child(1)?;
            match (at.kind(), part.kind()) {
                (Kind::Member, Kind::Name) => path.push(Part::Field(part.symbol())),
                (Kind::Index, _) => path.push(indexed(part)),
                _ => return None,
            }
            at = at.child(0)?;
        }
        if at.kind() != Kind::Name {
            return None;
        }
        path.reverse();
        let of_object = path.first().copied().filter(|_| has_own_fields(tree.language()) && at.text() == "this");
        // `this.a` is `a`.
        if let Some(Part::Field(field)) = of_object {
            let binding = at.parent().and_then(|access| names.field(access));
            path.remove(0);
            path.truncate(DEEPEST);
            return Some(Self { base: (binding, if binding.is_some() { Symbol::NONE } else { field }), path });
        }
        path.truncate(DEEPEST);
        let base = match names.binding(at.id()) {
            Some(binding) => (Some(binding), Symbol::NONE),
            None => (None, at.symbol()),
        };
        Some(Self { base, path })
    }

    /// What holds the taint of control: it has no name.
    pub(super) const fn control() -> Self {
        Self { base: (None, Symbol::NONE), path: Vec::new() }
    }

    /// The part of this place that an entry of a literal is by its key.
    pub(super) fn entry(&self, key: Node<'_>) -> Option<Self> {
        let part = if key.kind() == Kind::Name { Part::Field(key.symbol()) } else { indexed(key) };
        self.part(part)
    }

    /// The part of this place that is an element by its number.
    pub(super) fn element(&self, number: usize) -> Option<Self> {
        self.part(Part::Number(u32::try_from(number).ok()?))
    }

    /// The part of this place that has a name.
    pub(super) fn field(&self, name: Symbol) -> Option<Self> {
        self.part(Part::Field(name))
    }

    fn part(&self, part: Part) -> Option<Self> {
        let path = self.path.iter().copied().chain([part]).collect();
        (self.path.len() < DEEPEST && part != Part::Any).then_some(Self { base: self.base, path })
    }

    /// The scope of the variable, if something binds it.
    pub(super) fn scope(&self, names: &Names) -> Option<NodeId> {
        names.of(self.base.0?).map(|binding| binding.scope)
    }

    /// Whether it is what nothing binds under a name, or a part of that.
    pub(super) fn is_of(&self, name: Symbol) -> bool {
        self.base == (None, name)
    }

    /// The place around this one; false for a whole variable.
    pub(super) fn leave(&mut self) -> bool {
        self.path.pop().is_some()
    }

    /// The part of another place that corresponds to this part of a place.
    pub(super) fn moved(&self, from: &Self, to: &Self) -> Option<Self> {
        let rest = self.path.strip_prefix(from.path.as_slice()).filter(|rest| !rest.is_empty())?;
        let path: Vec<Part> = to.path.iter().chain(rest).copied().collect();
        (path.len() <= DEEPEST).then_some(Self { base: to.base, path })
    }

    /// The place of any element, for that of a known one.
    pub(super) fn any_element(&self) -> Option<Self> {
        let (last, before) = self.path.split_last()?;
        let is_known = matches!(last, Part::Index(_) | Part::Number(_));
        is_known.then(|| Self { base: self.base, path: before.iter().copied().chain([Part::Any]).collect() })
    }

    /// What lies around the first element that is not known, if there is one.
    pub(super) fn known(&self) -> Option<Self> {
        let at = self.path.iter().position(|part| *part == Part::Any)?;
        Some(Self { base: self.base, path: self.path.get(..at)?.to_vec() })
    }

    /// Whether this place is the other one or lies in it.
    pub(super) fn is_part_of(&self, other: &Self) -> bool {
        self.base == other.base && self.path.starts_with(&other.path)
    }

    /// Whether this place may be the other one or lie in it.
    pub(super) fn may_be_part_of(&self, other: &Self) -> bool {
        let meet = || self.path.iter().zip(&other.path).all(|(own, other)| own.meets(*other));
        self.base == other.base && self.path.len() >= other.path.len() && meet()
    }
}

/// The element that an index means. `a["0"]` of JavaScript is `a[0]`.
fn indexed(index: Node<'_>) -> Part {
    let is_script = index.tree().language().is_script();
    let number = index.text().parse::<u32>().ok().filter(|number| number.to_string() == index.text());
    match (index.kind(), number) {
        (Kind::Int, Some(number)) => Part::Number(number),
        (Kind::Str, Some(number)) if is_script => Part::Number(number),
        (Kind::Str | Kind::Int | Kind::Atom, _) => Part::Index(index.symbol()),
        _ => Part::Any,
    }
}

/// Whether methods name the fields of their object without it.
pub(super) const fn has_own_fields(language: Language) -> bool {
    matches!(language, Language::CSharp | Language::Java)
}
