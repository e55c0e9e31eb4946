//! Which constant a name holds where it is used.

mod classes;
mod evaluate;
mod propagate;

use std::sync::Arc;

use crate::kind::Kind;
use crate::tree::NodeId;

pub(super) use classes::of_classes;
pub(super) use evaluate::evaluate;
pub(super) use propagate::propagate;

/// A value that does not change.
#[derive(Debug, Clone)]
pub struct Constant {
    /// The kind of literal it is.
    pub kind: Kind,
    /// The literal's text, as [`Node::text`] has it; none for some literal of the kind.
    ///
    /// [`Node::text`]: crate::Node::text
    pub text: Option<Arc<str>>,
    /// Where it is written, if it is written in one place.
    pub origin: Option<NodeId>,
}

impl PartialEq for Constant {
    /// Where it is written does not matter.
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind && self.text == other.text
    }
}

impl Eq for Constant {}

/// What a variable holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A constant.
    Constant(Constant),
    /// What this expression gives; the last one assigned.
    Expression(NodeId),
}

impl Constant {
    /// What is known where either may be.
    fn join(self, other: &Self) -> Option<Self> {
        if self == *other {
            return Some(self);
        }
        (self.kind == other.kind).then_some(Self { kind: self.kind, text: None, origin: None })
    }
}
