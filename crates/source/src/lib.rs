//! Where every value of a scan comes from: files, byte spans, origins and the limits every reader obeys.
//!
//! This crate knows nothing of clouds, formats or rules, and does no I/O itself: the [`Files`] trait is the only door.

mod files;
mod limits;
mod lines;
mod origin;
mod span;

pub use files::{Files, MemoryFiles, ReadError, join_path, parent_path};
pub use limits::Limits;
pub use lines::{LineColumn, LineIndex};
pub use origin::{Derivation, Origin};
pub use span::{FileId, Span};
