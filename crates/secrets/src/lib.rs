//! Secrets in the wrong place.
//!
//! What counts as a secret is decided in two steps that are kept apart: [`judge`](judge::judge) looks at one name and one
//! value and says what it takes them for; the rules say where such a thing must not stand. No value ever enters a message
//! or a fingerprint: findings name the key, and [`spans`] tells the pipeline what to mask.

mod judge;
mod shapes;

use finding::{Finding, Rule};
use model::Application;
use source::Span;

pub use judge::{Judged, judge};

/// A rule of this crate.
pub struct Entry {
    /// What the rule says of itself.
    pub rule: Rule,
    /// Adds what it finds.
    pub check: fn(&Application, &mut Vec<Finding>),
}

include!(concat!(env!("OUT_DIR"), "/rules.rs"));
rules!();

/// Every written place that holds a secret of any confidence, to be masked before anything is shown.
pub fn spans(app: &Application) -> Vec<Span> {
    let variables = app.project.functions.iter().flat_map(|function| &function.environment);
    let secrets = variables
        .flat_map(|variable| variable.value.known().filter(|(_, value, _)| judge(&variable.name, value).is_some()));
    // Of a value that came by a reference the last place is where it stands.
    secrets.filter_map(|(_, _, origin)| origin.all_written().pop()).collect()
}
