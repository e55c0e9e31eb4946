//! Settings: what is set, under which guard, and where it came from.

use source::Origin;

use crate::Guard;

/// A value that may depend on deployment choices. No alternative at all means: not set.
#[derive(Debug, Clone, PartialEq)]
pub struct Property<T> {
    /// The alternatives; their guards exclude each other.
    pub alternatives: Vec<Alternative<T>>,
}

/// One value of a property.
#[derive(Debug, Clone, PartialEq)]
pub struct Alternative<T> {
    /// When it holds.
    pub guard: Guard,
    /// The value, or why it cannot be known.
    pub value: Result<T, Unknown>,
    /// Where the value came from.
    pub origin: Origin,
}

/// A value that the files do not tell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unknown {
    /// Why, as a class.
    pub reason: UnknownReason,
    /// Why, in words.
    pub message: String,
}

/// Why a value cannot be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnknownReason {
    /// A parameter without default and without given value.
    Parameter,
    /// A value another stack or account exports.
    Import,
    /// A value the platform decides at deployment, or a secret it fetches.
    Runtime,
    /// A file that is not there.
    MissingFile,
    /// An expression or shape that is not understood.
    NotUnderstood,
    /// A limit was reached.
    Limit,
}

impl<T> Default for Property<T> {
    fn default() -> Self {
        Self::unset()
    }
}

impl<T> Property<T> {
    /// Not set.
    pub const fn unset() -> Self {
        Self { alternatives: Vec::new() }
    }

    /// One value that always holds.
    pub fn always(value: T, origin: Origin) -> Self {
        Self { alternatives: vec![Alternative { guard: Guard::always(), value: Ok(value), origin }] }
    }

    /// Whether it is set under any guard.
    pub fn is_set(&self) -> bool {
        !self.alternatives.is_empty()
    }

    /// The known values with guard and origin.
    pub fn known(&self) -> impl Iterator<Item = (&Guard, &T, &Origin)> {
        self.alternatives.iter().filter_map(|alternative| {
            let value = alternative.value.as_ref().ok()?;
            Some((&alternative.guard, value, &alternative.origin))
        })
    }

    /// The first known value, for reports.
    pub fn first(&self) -> Option<&T> {
        self.known().next().map(|(_, value, _)| value)
    }

    /// The origin of the first alternative.
    pub fn origin(&self) -> Option<&Origin> {
        self.alternatives.first().map(|alternative| &alternative.origin)
    }

    /// The property with every known value changed by `change`.
    pub fn map<U>(self, mut change: impl FnMut(T) -> U) -> Property<U> {
        self.and_then(|value| Ok(change(value)))
    }

    /// The property with every known value changed by `change`, which may find it unknown.
    pub fn and_then<U>(self, mut change: impl FnMut(T) -> Result<U, Unknown>) -> Property<U> {
        let alternatives = self.alternatives.into_iter();
        let changed = alternatives.map(|Alternative { guard, value, origin }| Alternative {
            guard,
            value: value.and_then(&mut change),
            origin,
        });
        Property { alternatives: changed.collect() }
    }
}

impl Unknown {
    /// An unknown with its reason.
    pub fn new(reason: UnknownReason, message: impl Into<String>) -> Self {
        Self { reason, message: message.into() }
    }
}
