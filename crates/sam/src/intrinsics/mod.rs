//! Intrinsic functions whose value the transform can know, and references it must rewrite.

mod parameters;
mod references;

pub use parameters::Parameters;
pub use references::{References, rename_depends_on, rename_ids, resolve_references};
