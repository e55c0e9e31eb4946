//! What code must look like.

use std::sync::Arc;

use source::Span;

use super::{Language, Regex};
use crate::comparison::Expression;
use crate::{Metavariable, Text};

/// A set of matches: ranges of code, each with what its metavariables are bound to.
///
/// INVARIANT: a negation stands only in [`All::negatives`], which is the only place where it means something.
#[derive(Debug, Clone, PartialEq)]
pub enum Formula {
    /// Code that a pattern describes, in the rule's language or in the one that a condition names.
    Pattern(Text),
    /// Text that an expression matches; its groups bind `$1`, `$2` and, if they have names, `$NAME`.
    Regex(Regex),
    /// All of several formulas.
    All(Box<All>),
    /// Any of several formulas.
    Any(Vec<Self>),
    /// As a part of [`All`]: the others must lie within a match of it. Alone: its matches.
    Inside(Box<Self>),
    /// As a part of [`All`]: somewhere in the file, with the same bindings; where it is does not matter.
    Anywhere(Box<Self>),
}

/// All of several formulas; their order does not matter.
///
/// A match is a range that matches every positive (ranges inside of each other are joined to the inner one), with equal
/// bindings, that equals no match of a negative (or lies in none, for a negative [`Formula::Inside`]), and satisfies the
/// conditions. Then the focus narrows it.
#[derive(Debug, Clone, PartialEq)]
pub struct All {
    /// The list in the rule file.
    pub span: Span,
    /// What must match; empty only inside of a condition on a metavariable, where the whole of it is what must match.
    pub positives: Vec<Formula>,
    /// What must not match. A `pattern-not-inside` is an [`Formula::Inside`] in this list.
    pub negatives: Vec<Formula>,
    /// What must hold of the bindings, checked after all of the above.
    pub conditions: Vec<Condition>,
    /// To what a match is narrowed; the ranges of several are intersected.
    pub focus: Vec<Focus>,
    /// The fix of matches of this part, in the newer syntax.
    pub fix: Option<Text>,
    /// The metavariable that is bound to the whole match, in the newer syntax (`as`).
    pub bind: Option<Metavariable>,
}

/// Narrows a match to the code of one metavariable or, each on its own, of several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Focus {
    /// Where it is written.
    pub span: Span,
    /// At least one.
    pub metavariables: Vec<Metavariable>,
}

/// What must hold of what a metavariable is bound to.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// Its text matches from the start.
    Regex {
        /// Of which.
        metavariable: Metavariable,
        /// What matches.
        regex: Regex,
        /// Whether a constant that it is known to be is taken in place of its text.
        constant_propagation: bool,
    },
    /// Its code matches a formula.
    Pattern {
        /// Of which.
        metavariable: Metavariable,
        /// What its text is read as; the rule's language and no reading anew if `None`.
        language: Option<Language>,
        /// What matches.
        formula: Formula,
    },
    /// A comparison holds.
    Comparison {
        /// The metavariable that is named beside it; only for people.
        metavariable: Option<Metavariable>,
        /// The comparison as written.
        text: Text,
        /// The same, read, with what `strip` does to it done.
        expression: Expression,
    },
    /// An analysis of its text says so.
    Analysis {
        /// Of which.
        metavariable: Metavariable,
        /// Which analysis.
        analyzer: Analyzer,
    },
    /// Its type is one of those.
    Type {
        /// Of which.
        metavariable: Metavariable,
        /// The language of the types; the rule's if `None`.
        language: Option<Language>,
        /// The types, at least one, as code of that language.
        types: Vec<Text>,
    },
    /// What it names is known.
    Name {
        /// Of which.
        metavariable: Metavariable,
        /// What kind of thing it is.
        kind: Option<NameKind>,
        /// The modules that it may come from; any if empty.
        modules: Vec<Arc<str>>,
        /// The full names that it may have; any if empty.
        full_names: Vec<Arc<str>>,
    },
}

impl Condition {
    /// The metavariable it is about.
    pub fn metavariable(&self) -> Option<&Metavariable> {
        match self {
            Self::Regex { metavariable, .. }
            | Self::Pattern { metavariable, .. }
            | Self::Analysis { metavariable, .. }
            | Self::Type { metavariable, .. }
            | Self::Name { metavariable, .. } => Some(metavariable),
            Self::Comparison { metavariable, .. } => metavariable.as_ref(),
        }
    }
}

/// An analysis of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Analyzer {
    /// Whether it looks random, as secrets do.
    Entropy,
    /// The same by a newer measure.
    EntropyV2(EntropyMode),
    /// Whether it is a regular expression that can take very long.
    Redos,
}

/// How readily a text looks random.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum EntropyMode {
    /// Readily.
    Lax,
    /// In between.
    #[default]
    Default,
    /// Reluctantly.
    Strict,
}

/// What kind of thing a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NameKind {
    /// A view function of Django.
    DjangoView,
}

impl Formula {
    /// Whether matches are narrowed to a metavariable.
    pub fn has_focus(&self) -> bool {
        match self {
            Self::Pattern(_) | Self::Regex(_) => false,
            Self::All(all) => !all.focus.is_empty() || all.positives.iter().any(Self::has_focus),
            Self::Any(any) => any.iter().any(Self::has_focus),
            Self::Inside(inner) | Self::Anywhere(inner) => inner.has_focus(),
        }
    }

    /// Calls `visit` for this formula and all in it, those of negatives and conditions included.
    pub fn visit<'f>(&'f self, visit: &mut impl FnMut(&'f Self)) {
        visit(self);
        match self {
            Self::Pattern(_) | Self::Regex(_) => {}
            Self::All(all) => {
                all.positives.iter().chain(&all.negatives).for_each(|part| part.visit(visit));
                for condition in &all.conditions {
                    if let Condition::Pattern { formula, .. } = condition {
                        formula.visit(visit);
                    }
                }
            }
            Self::Any(any) => any.iter().for_each(|part| part.visit(visit)),
            Self::Inside(inner) | Self::Anywhere(inner) => inner.visit(visit),
        }
    }
}
