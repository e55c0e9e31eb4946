//! Where a value came from, also after a transform has moved, merged or made it.

use std::sync::Arc;

use crate::Span;

/// The provenance of one value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Origin {
    /// A person wrote it here.
    Written(Span),
    /// Nobody wrote it: it is the default of the named platform or format.
    Default(&'static str),
    /// A step made it from other values; the first of them is the place a reader should look at.
    Derived(Arc<Derivation>),
}

/// How a derived value came to be.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Derivation {
    /// What it was made from, the most telling first.
    pub from: Vec<Origin>,
    /// The step, in words a reader of the template knows: `Globals`, `Ref Stage`, `implicit API`.
    pub step: &'static str,
}

impl Origin {
    /// An origin for what `step` made from `self`; deriving from a [`Origin::Derived`] by the same step does not nest.
    #[must_use]
    pub fn derived(&self, step: &'static str) -> Self {
        match self {
            Self::Derived(derivation) if derivation.step == step => self.clone(),
            _ => Self::Derived(Arc::new(Derivation { from: vec![self.clone()], step })),
        }
    }

    /// An origin for what `step` made from several values.
    pub fn derived_from(from: Vec<Self>, step: &'static str) -> Self {
        Self::Derived(Arc::new(Derivation { from, step }))
    }

    /// The nearest place a person wrote: the span itself, or the first one found depth-first through the derivation.
    pub fn written(&self) -> Option<Span> {
        match self {
            Self::Written(span) => Some(*span),
            Self::Default(_) => None,
            Self::Derived(derivation) => derivation.from.iter().find_map(Self::written),
        }
    }

    /// Every place a person wrote that had a part in this value, in the order of the derivation.
    pub fn all_written(&self) -> Vec<Span> {
        let mut spans = Vec::new();
        self.collect_written(&mut spans);
        spans
    }

    fn collect_written(&self, spans: &mut Vec<Span>) {
        match self {
            Self::Written(span) if !spans.contains(span) => spans.push(*span),
            Self::Written(_) | Self::Default(_) => {}
            Self::Derived(derivation) => derivation.from.iter().for_each(|origin| origin.collect_written(spans)),
        }
    }
}
