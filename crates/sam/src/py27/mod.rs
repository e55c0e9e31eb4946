//! Values that remember what CPython 2.7 would have done with them.
//!
//! The logical id of an API Gateway deployment ends in a hash of Python 2.7's `str()` of the API document. That text
//! depends on the order of Python's dictionaries, which depends on every insertion and deletion in their life, and on
//! whether a text came from the template (`u'x'`) or from the transform (`'x'`). A [`Doc`] is a document that carries
//! exactly this beside its values and origins. It serves API documents only; everything else is a plain node.

mod convert;
mod dict;
mod merge;
mod table;
mod text;
mod value;

pub(crate) use dict::{Dict, Key};
pub(crate) use text::str_of;
pub(crate) use value::{Doc, IntoDoc};

#[cfg(test)]
mod tests;
