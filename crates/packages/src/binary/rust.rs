//! Rust: the list that `cargo auditable` puts into a program, JSON packed by zlib in a section of its own.

use finding::Notice;
use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;
use source::{FileId, Limits, Span};
use syntax::{Node, parse_json};

use super::program::Program;
use crate::nodes::{is_true, items, some_text, text};
use crate::{Dependency, Ecosystem, Inventory, Origin, Package};

/// The most bytes that a list may unpack to; that of a large program has some hundred thousand.
const LIST_BYTES: usize = 8 << 20;
/// The longest name or version; each is copied for every crate that needs it.
const WORD_BYTES: usize = 256;

/// The crates that a program was built from; nothing for another program.
pub(super) fn read(file: FileId, program: &Program<'_>, limits: &Limits) -> Inventory {
    let mut found = Inventory::default();
    let Some(packed) = program.section(&[".dep-v0"]) else { return found };
    let Ok(list) = decompress_to_vec_zlib_with_limit(packed, LIST_BYTES) else {
        found.malformed_file(file, "its list of crates cannot be unpacked");
        return found;
    };
    let document = parse_json(file, &String::from_utf8_lossy(&list), limits);
    // Places in the list are none in the program.
    let whole = |notice: Notice| Notice::file(file, notice.kind, notice.message);
    found.notices.extend(document.notices.into_iter().map(whole));
    let root = document.root.unwrap_or_else(|| Node::null(source::Origin::Default("cargo auditable")));
    let crates = items(&root, "packages");
    for one in crates {
        match package(file, one) {
            Some(package) => found.packages.push(Package { dependencies: dependencies(crates, one), ..package }),
            None => found.malformed_file(file, "its list of crates has one without a name"),
        }
    }
    if crates.is_empty() {
        found.malformed_file(file, "its list of crates is empty");
    }
    found
}

fn package(file: FileId, one: &Node) -> Option<Package> {
    let name = some_text(one, "name").filter(|name| name.len() <= WORD_BYTES)?;
    let mut package = Package::new(Ecosystem::CratesIo, &name, some_text(one, "version"), Span::new(file, 0, 0));
    // The list keeps no more of where a crate is from than this.
    package.origin = match text(one, "source").as_str() {
        "local" => Origin::Path(String::new()),
        "git" => Origin::Git { url: String::new(), commit: None },
        _ => Origin::Registry,
    };
    if text(one, "kind") == "build" {
        package.groups.push("build".to_owned());
    }
    package.direct = is_true(one, "root").then_some(true);
    Some(package)
}

/// The crates that the numbers of a crate mean.
fn dependencies(crates: &[Node], one: &Node) -> Vec<Dependency> {
    let needed = |number: &Node| {
        let needed = crates.get(number.text()?.parse::<usize>().ok()?)?;
        let (name, range) = (text(needed, "name"), text(needed, "version"));
        (name.len().max(range.len()) <= WORD_BYTES).then_some(Dependency { name, range })
    };
    items(one, "dependencies").iter().filter_map(needed).collect()
}
