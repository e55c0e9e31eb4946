//! Whole stories, as tests; see `tests/`. This library is what they share: rule pages read as cases, and their judge.

mod callables;
mod case;
mod folder;
mod judge;
mod page;

use scan::{Config, ConfigFile};
use source::{Files as _, MemoryFiles};

pub use callables::judge_callables;
pub use case::{Case, CaseKind, Mark};
pub use folder::read_folder;
pub use judge::{PAGE_DAY, judge};
pub use page::{Page, parse_page};

/// What the case of a page asks for: what is the same for all, and what its own `maremma.toml` says of licences.
pub fn case_config(base: &Config, files: &MemoryFiles) -> Config {
    let text = files.find("maremma.toml").and_then(|file| files.read(file).ok()).unwrap_or_default();
    let own = ConfigFile::parse(&String::from_utf8_lossy(&text), &scan::rules(), &scan::analyzers());
    Config { licences: own.unwrap_or_default().licences, ..base.clone() }
}

/// How many lines of its fixtures a rule over code must find at least, and as many it must not.
pub const CASES: usize = 4;
