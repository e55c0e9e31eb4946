//! Cores touch nothing: no files, clock, environment, processes, sockets or async run-time.

use anyhow::Result;

use super::Fault;
use crate::house::{Crate, House, read};
use crate::layers::{Kind, layer_of};
use crate::rust_text::{bracketed, code_only, line_at};

/// Modules of `std` that a core never names.
const MODULES: [&str; 3] = ["fs", "env", "process"];
/// Names that a core never uses, wherever they come from.
const NAMES: [&str; 7] = ["SystemTime", "Instant", "TcpStream", "TcpListener", "UdpSocket", "tokio", "async"];

/// Searches the manifests and sources of all cores.
pub fn check(house: &House) -> Result<Vec<Fault>> {
    let is_core = |member: &&Crate| layer_of(&member.name).is_some_and(|layer| layer.kind == Kind::Core);
    let mut faults = Vec::new();
    for member in house.crates.iter().filter(is_core) {
        if member.listed("dependencies").contains(&"tokio") {
            faults.push(Fault::new(house.name(&member.folder.join("Cargo.toml")), "a core must not depend on tokio"));
        }
        for path in member.sources()? {
            let place = house.name(&path);
            let found = touches(&code_only(&read(&path)?));
            let fault = |(line, name)| Fault::new(format!("{place}:{line}"), format!("a core must not use `{name}`"));
            faults.extend(found.into_iter().map(fault));
        }
    }
    Ok(faults)
}

/// Every forbidden name in `code`, with its line.
fn touches(code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for name in NAMES {
        found.extend(words(code, name).map(|offset| (line_at(code, offset), name.to_owned())));
    }
    for offset in words(code, "std").filter(|offset| is_path_start(code, *offset)) {
        for module in modules_after(code, offset + "std::".len()) {
            found.push((line_at(code, offset), format!("std::{module}")));
        }
    }
    found
}

fn is_path_start(code: &str, offset: usize) -> bool {
    code.get(offset..).is_some_and(|rest| rest.starts_with("std::"))
}

/// The forbidden modules named right after `std::`: one, or some of a braced list.
fn modules_after(code: &str, offset: usize) -> Vec<&'static str> {
    let rest = code.get(offset..).unwrap_or_default();
    let is_named = |module: &&str| words(rest, module).next() == Some(0);
    if !rest.starts_with('{') {
        return MODULES.into_iter().filter(is_named).collect();
    }
    let list = bracketed(code, offset);
    let is_listed = |module: &&str| {
        list.trim_matches(['{', '}'])
            .split(',')
            .any(|item| item.trim() == *module || item.trim().starts_with(&format!("{module}::")))
    };
    MODULES.into_iter().filter(is_listed).collect()
}

/// Offsets at which `word` stands alone.
fn words<'a>(code: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let in_name = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(word).map(|(offset, _)| offset).filter(move |offset| {
        let before = code.get(..*offset).unwrap_or_default();
        let after = code.get(offset + word.len()..).unwrap_or_default();
        !before.ends_with(in_name) && !after.starts_with(in_name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(code: &str, names: &[&str]) {
        let found: Vec<String> = touches(code).into_iter().map(|(_, name)| name).collect();
        assert_eq!(found, names, "{code}");
    }

    #[test]
    fn the_world_is_out_of_reach() {
        check("use std::fs;", &["std::fs"]);
        check("let x = std::env::var(name);", &["std::env"]);
        check("use std::{collections::BTreeMap, env, fs::File};", &["std::fs", "std::env"]);
        check("use std::time::{Duration, Instant};", &["Instant"]);
        check("async fn f() {}", &["async"]);
    }

    #[test]
    fn likenesses_are_left_alone() {
        check("use std::net::IpAddr; use std::fmt; let environment = env!(\"OUT_DIR\"); instant(); my_std::fs()", &[]);
        check("use std::{fmt, sync::Arc}; struct Environment { env: u8, process: u8 }", &[]);
    }
}
