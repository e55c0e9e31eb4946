//! Attack paths: from an open door to data or control, and the one change that closes most.
//!
//! A path begins at an entry that a stranger reaches, goes through the function behind it (and through functions that
//! one may run in turn), and ends at something worth having that the last function's identity may do. It says what the
//! configuration allows, with medium confidence; where a fault in the code is known by which a caller steers the function there, it
//! is a hop of the path, and confidence is high.

mod choke;
mod door;
mod path;
mod search;
mod weakness;

use model::Application;

pub use path::{AttackPath, ChokePoint, Hop, HopKind};
pub use weakness::Weakness;

/// The attack paths of an application whose code has these weaknesses, the worst of each function first: worst paths first, and the
/// changes that close most of them, best first.
pub fn attack_paths(app: &Application, weaknesses: &[Weakness]) -> (Vec<AttackPath>, Vec<ChokePoint>) {
    let mut routes = search::routes(app, weaknesses);
    routes.sort_by_key(search::Route::rank);
    let chokes = choke::points(&routes);
    (routes.into_iter().map(|route| route.path).collect(), chokes)
}
