//! Finds the rules of a rule crate when it is built. A rule is two sibling files, `src/rules/open_http_route.rs` and
//! `src/rules/open_http_route.md`; adding the pair adds the rule, and no shared file is edited.
//!
//! A rule crate depends on this one in `[build-dependencies]`. Its whole `build.rs`:
//!
//! ```text
//! //! Lists the rules of this crate.
//!
//! fn main() {
//!     rule_pairs::generate();
//! }
//! ```
//!
//! Its `lib.rs` says what one rule of the crate is, as a type named `Entry`, and takes in the list:
//!
//! ```text
//! pub struct Entry {
//!     pub rule: Rule,
//!     pub check: fn(&Application, &mut Vec<Finding>),
//! }
//!
//! include!(concat!(env!("OUT_DIR"), "/rules.rs"));
//! rules!();
//! ```
//!
//! Each rule file exports `pub const RULE: Rule` and `pub fn check`, whose type is that of `Entry::check`. The list is
//! `pub static RULES: &[Entry]`, ordered by id.
//!
//! What is generated is the definition of `rules!`, not the modules themselves: a `mod` that stood in the generated
//! file would be looked up from the build folder, and its absolute path would end in the binary. From `lib.rs` it is
//! found as any other module, so that two checkouts build the same bytes.

mod code;
mod pairs;

use std::path::{Path, PathBuf};
use std::{env, fs, io};

pub use code::rust_code;
pub use pairs::{Pairs, find_pairs};

/// Writes `$OUT_DIR/rules.rs` for the crate whose build script calls this.
///
/// A rule file without its page, a page without its rule file, or a name that cannot be a rule's fails the build with
/// one message per fault.
pub fn generate() {
    // Cargo scans the folder, so that a new, a renamed and a deleted pair are all seen.
    println!("cargo::rerun-if-changed=src/rules");
    if let Err(error) = write_rules(&folder("CARGO_MANIFEST_DIR"), &folder("OUT_DIR")) {
        println!("cargo::error=the rules of this crate cannot be listed: {error}");
    }
}

fn folder(variable: &str) -> PathBuf {
    env::var_os(variable).map(PathBuf::from).unwrap_or_default()
}

fn write_rules(crate_folder: &Path, out_folder: &Path) -> io::Result<()> {
    let pairs = find_pairs(&list(&crate_folder.join("src/rules"))?);
    for fault in &pairs.faults {
        println!("cargo::error={fault}");
    }
    fs::write(out_folder.join("rules.rs"), rust_code(&pairs.names))
}

/// Names of what lies in `folder`, a folder's own name ending in `/`; nothing when a crate has no rules yet.
fn list(folder: &Path) -> io::Result<Vec<String>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let name_of = |entry: io::Result<fs::DirEntry>| {
        let entry = entry?;
        let slash = if entry.file_type()?.is_dir() { "/" } else { "" };
        Ok(format!("{}{slash}", entry.file_name().to_string_lossy()))
    };
    fs::read_dir(folder)?.map(name_of).collect()
}
