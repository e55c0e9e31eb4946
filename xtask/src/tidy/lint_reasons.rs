//! A lint is silenced only with a reason, and the workspace's lints hold in every crate.

use anyhow::Result;

use super::Fault;
use crate::house::{House, files, read};
use crate::rust_text::{bracketed, code_only, line_at};

/// Searches every Rust file and manifest.
pub fn check(house: &House) -> Result<Vec<Fault>> {
    let mut faults = Vec::new();
    for member in &house.crates {
        let workspace = member.manifest.get("lints").and_then(|lints| lints.get("workspace")?.as_bool());
        if workspace != Some(true) {
            let place = house.name(&member.folder.join("Cargo.toml"));
            faults.push(Fault::new(place, "the workspace's lints must hold: add `[lints] workspace = true`"));
        }
        for path in files(&member.folder, "rs")? {
            let place = house.name(&path);
            let fault = |(line, message): (usize, &str)| Fault::new(format!("{place}:{line}"), message);
            faults.extend(unreasoned(&read(&path)?).into_iter().map(fault));
        }
    }
    Ok(faults)
}

/// Attributes that silence a lint and should not, with their lines.
fn unreasoned(text: &str) -> Vec<(usize, &'static str)> {
    let code = code_only(text);
    let mut found = Vec::new();
    for opening in ["#[allow(", "#![allow(", "#[expect(", "#![expect(", ", allow(", ", expect("] {
        for (offset, _) in code.match_indices(opening) {
            // `, allow(` counts only inside `cfg_attr`.
            if opening.starts_with(',') && !in_cfg_attr(&code, offset) {
                continue;
            }
            let list = bracketed(&code, offset + opening.len() - 1);
            if list.contains("missing_docs") && opening != "#[expect(" {
                found.push((
                    line_at(text, offset),
                    "missing_docs holds for whole files and crates: write the sentences",
                ));
            } else if !list.contains("reason") {
                found.push((line_at(text, offset), "a silenced lint needs `reason = \"…\"`"));
            }
        }
    }
    found
}

fn in_cfg_attr(code: &str, offset: usize) -> bool {
    let before = code.get(..offset).unwrap_or_default();
    before.rfind("cfg_attr(").is_some_and(|start| !before.get(start..).unwrap_or_default().contains(']'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, lines: &[usize]) {
        let found: Vec<usize> = unreasoned(text).into_iter().map(|(line, _)| line).collect();
        assert_eq!(found, lines, "{text}");
    }

    #[test]
    fn silence_needs_a_reason() {
        check("\n#[allow(dead_code)]", &[2]);
        check("#[expect(clippy::panic, reason = \"a test says so\")]", &[]);
        check("#[expect(\n    clippy::panic,\n    reason = \"x\"\n)]", &[]);
        check("#![cfg_attr(test, allow(clippy::panic))]", &[1]);
        check("// #[allow(dead_code)]\nlet text = \"#[allow(x)]\"; f(a, allow(b))", &[]);
    }

    #[test]
    fn only_one_item_may_do_without_docs() {
        check("#![allow(missing_docs, reason = \"later\")]", &[1]);
        check("#[expect(missing_docs, reason = \"each variant is what its name says\")]", &[]);
    }
}
