//! What a scan says: rules, findings with their flows, fixes and fingerprints, and notices for all that was not decided.
//!
//! The words are SARIF's. This crate renders nothing and reads nothing.

mod fingerprint;
mod notice;
mod result;
mod rule;
mod severity;

pub use fingerprint::{Fingerprint, normalise_snippet};
pub use notice::{Notice, NoticeKind, Place};
pub use result::{Edit, Finding, Fix, FixSafety, Location, Step, Suppression, SuppressionKind};
pub use rule::{FixLevel, LooksAt, Rule, RuleId};
pub use severity::{Confidence, ParseLevelError, Severity};
