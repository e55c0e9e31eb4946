//! Attack paths: from an open door to data or control, and the one change that closes most.
//!
//! A path begins at an entry that a stranger reaches, goes through the function behind it (and through functions that
//! one may run in turn), and ends at something worth having that the last function's identity may do. It says what the
//! configuration allows; whether the code lets a caller steer it there is not decided here, so confidence is medium.

mod choke;
mod door;
mod path;
mod search;

use model::Application;

pub use path::{AttackPath, ChokePoint, Hop, HopKind};

/// The attack paths of an application, worst first, and the changes that close most of them, best first.
pub fn attack_paths(app: &Application) -> (Vec<AttackPath>, Vec<ChokePoint>) {
    let mut routes = search::routes(app);
    routes.sort_by_key(search::Route::rank);
    let chokes = choke::points(&routes);
    (routes.into_iter().map(|route| route.path).collect(), chokes)
}
