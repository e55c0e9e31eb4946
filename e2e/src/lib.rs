//! Whole stories, as tests; see `tests/`. This library is what they share: rule pages read as cases, and their judge.

mod callables;
mod case;
mod folder;
mod judge;
mod page;

pub use callables::judge_callables;
pub use case::{Case, CaseKind, Mark};
pub use folder::read_folder;
pub use judge::{PAGE_DAY, judge};
pub use page::{Page, parse_page};

/// How many lines of its fixtures a rule over code must find at least, and as many it must not.
pub const CASES: usize = 4;
