//! Packs the tables of data/iam so that a look-up needs no parsing.

mod documents;
#[path = "../src/hash.rs"]
mod hash;
mod perfect_hash;
mod pool;
mod reference;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo names no folder")?);
    let data = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or("cargo names no crate")?).join("../../data/iam");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=src/hash.rs");
    reference::pack(&read(&data.join("reference.json"))?, &out)?;
    documents::pack(&read(&data.join("managed-policies.json"))?, &out)
}

fn read(path: &Path) -> Result<Value, Box<dyn Error>> {
    println!("cargo::rerun-if-changed={}", path.display());
    Ok(serde_json::from_str(&fs::read_to_string(path)?)?)
}
