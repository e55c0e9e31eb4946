//! A rule is a complete pair of formatted files, and its id is its path.

use std::process::Command;

use anyhow::{Context as _, Result};

use super::Fault;
use crate::house::{House, read};
use crate::rules::{self, RuleFiles};

/// Checks the rules of every crate that has some.
pub fn check(house: &House) -> Result<Vec<Fault>> {
    let mut faults = Vec::new();
    for owner in &house.crates {
        let place = house.name(&owner.folder);
        let incomplete = rule_pairs::find_pairs(&rules::names(owner)?).faults;
        faults.extend(incomplete.into_iter().map(|message| Fault::new(&place, message)));
    }
    let rules = rules::all(house)?;
    for rule in &rules {
        if !says_id(&read(&rule.rust)?, &rule.id) {
            faults.push(Fault::new(house.name(&rule.rust), format!("a rule's id is its path: `{}`", rule.id)));
        }
    }
    faults.extend(unformatted(house, &rules)?);
    Ok(faults)
}

/// Whether the rule's Rust file gives this id in its metadata.
fn says_id(rust: &str, id: &str) -> bool {
    let quoted = format!("\"{id}\"");
    rust.lines().any(|line| line.trim_start().starts_with("id:") && line.contains(&quoted))
}

/// `cargo fmt` does not see rule files, since no written `mod` names them; rustfmt is given them by path.
fn unformatted(house: &House, rules: &[RuleFiles]) -> Result<Vec<Fault>> {
    if rules.is_empty() {
        return Ok(Vec::new());
    }
    let mut rustfmt = Command::new("rustfmt");
    rustfmt.current_dir(&house.root).args(["--edition", "2024", "--check", "--files-with-diff"]);
    let output = rustfmt.args(rules.iter().map(|rule| &rule.rust)).output().context("cannot run rustfmt")?;
    let said = String::from_utf8_lossy(&output.stdout);
    let mut faults: Vec<Fault> = said.lines().map(|path| unformatted_fault(house, path)).collect();
    if !output.status.success() && faults.is_empty() {
        faults.push(Fault::new("rustfmt", String::from_utf8_lossy(&output.stderr).trim().to_owned()));
    }
    Ok(faults)
}

fn unformatted_fault(house: &House, path: &str) -> Fault {
    Fault::new(house.name(path.as_ref()), "not formatted: run `cargo xtask rule format`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_must_be_the_one_of_the_path() {
        let rust = "pub const RULE: Rule = Rule {\n    id: Cow::Borrowed(\"posture/open-http-route\"),\n};";
        assert!(says_id(rust, "posture/open-http-route"));
        assert!(!says_id(rust, "posture/open-http"));
        assert!(!says_id("// \"posture/a\"", "posture/a"));
    }
}
