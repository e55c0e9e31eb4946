//! Lists the rules of this crate; packs the rules over code that lie in `rules/code`, and those that say which parts of
//! packages are vulnerable, in `rules/callables`; and takes the digest of the code that
//! finds things, by which kept results are told from those of another build.

use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// The crates whose code decides what rules find.
const ENGINE: [&str; 7] = ["source", "finding", "syntax", "tree", "pattern", "flow", "scan"];

fn main() {
    rule_pairs::generate();
    if let Err(error) = pack(Path::new("../../rules/code")) {
        println!("cargo::error=the rules over code cannot be packed: {error}");
    }
    if let Err(error) = pack_callables(Path::new("../../rules/callables")) {
        println!("cargo::error=the table of vulnerable callables cannot be packed: {error}");
    }
    let mut hasher = DefaultHasher::new();
    for name in ENGINE {
        let folder = Path::new("..").join(name).join("src");
        println!("cargo::rerun-if-changed={}", folder.display());
        let mut sources = Vec::new();
        collect(&folder, &mut sources);
        sources.sort();
        for source in sources {
            source.hash(&mut hasher);
            fs::read(&source).unwrap_or_default().hash(&mut hasher);
        }
    }
    // Grammars and libraries of another version find other things.
    println!("cargo::rerun-if-changed=../../Cargo.lock");
    fs::read("../../Cargo.lock").unwrap_or_default().hash(&mut hasher);
    println!("cargo::rustc-env=MAREMMA_ENGINE={:016x}", hasher.finish());
}

/// Writes `$OUT_DIR/pack.rs`: of each rule the path below the folder without ending, its text and its page.
fn pack(folder: &Path) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut sources = Vec::new();
    collect(folder, &mut sources);
    sources.sort();
    let mut list = "&[\n".to_owned();
    for rule in sources.iter().filter(|path| path.extension().is_some_and(|ending| ending == "yaml")) {
        let name = rule.strip_prefix(folder).unwrap_or(rule).with_extension("");
        let name = name.to_string_lossy().replace('\\', "/");
        let page = rule.with_extension("md");
        let page =
            fs::read_to_string(&page).map_err(|error| io::Error::other(format!("{}: {error}", page.display())))?;
        // Writing to a String cannot fail.
        let _ = writeln!(list, "    ({name:?}, {:?}, {page:?}),", fs::read_to_string(rule)?);
    }
    list.push_str("]\n");
    fs::write(PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("pack.rs"), list)
}

/// Writes `$OUT_DIR/callables.rs`: of each rule file the path below the folder and its text, by path.
fn pack_callables(folder: &Path) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut sources = Vec::new();
    collect(folder, &mut sources);
    sources.sort();
    let mut list = "&[\n".to_owned();
    for rule in sources.iter().filter(|path| path.extension().is_some_and(|ending| ending == "yaml")) {
        let name = rule.strip_prefix(folder).unwrap_or(rule).to_string_lossy().replace('\\', "/");
        // Writing to a String cannot fail.
        let _ = writeln!(list, "    ({name:?}, {:?}),", fs::read_to_string(rule)?);
    }
    list.push_str("]\n");
    fs::write(PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("callables.rs"), list)
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, found);
        } else {
            found.push(path);
        }
    }
}
