//! Lists the rules of this crate, and takes the digest of the code that finds things, by which kept results are told from
//! those of another build.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

/// The crates whose code decides what rules find.
const ENGINE: [&str; 7] = ["source", "finding", "syntax", "tree", "pattern", "flow", "scan"];

fn main() {
    rule_pairs::generate();
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
