//! Attack paths: from an open door to data or control, and the one change that closes most.

mod path;

pub use path::{AttackPath, ChokePoint, Hop, HopKind};
