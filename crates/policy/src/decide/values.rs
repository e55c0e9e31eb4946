//! The values that speak for all that a part of a request may have: few, and enough.
//!
//! A pattern is a [`shape::Shape`]. What several of them have in common is again a list of shapes ([`closure`]), and each
//! shape has texts that escape as many other patterns as any of its texts can ([`fill`]). Numbers, dates and addresses
//! have cut points instead ([`typed`]). The parts themselves: the action, the resource, the principal, each context key,
//! keys that say the same ([`correlated`]) and keys that patterns name as variables ([`linked`]).

pub(in crate::decide) mod actions;
pub(in crate::decide) mod closure;
pub(in crate::decide) mod correlated;
pub(in crate::decide) mod fill;
pub(in crate::decide) mod keys;
pub(in crate::decide) mod linked;
pub(in crate::decide) mod principals;
pub(in crate::decide) mod resources;
pub(in crate::decide) mod shape;
pub(in crate::decide) mod typed;
