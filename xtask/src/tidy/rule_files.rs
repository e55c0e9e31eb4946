//! A rule is a complete pair of formatted files, and its id is its path.

use std::collections::BTreeSet;
use std::process::Command;

use anyhow::{Context as _, Result};

use super::Fault;
use crate::house::House;
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
    let over_code = rules::over_code(house)?;
    let written: BTreeSet<&str> =
        rules.iter().map(|rule| rule.id.as_str()).chain(over_code.iter().map(String::as_str)).collect();
    let collected = scan::rules();
    let collected: BTreeSet<&str> = collected.iter().map(|rule| rule.id.as_ref()).collect();
    faults.extend(differences(&written, &collected));
    faults.extend(unformatted(house, &rules)?);
    Ok(faults)
}

/// The ids of the rule files and those that a scan knows are the same.
fn differences(written: &BTreeSet<&str>, collected: &BTreeSet<&str>) -> Vec<Fault> {
    let unknown =
        written.difference(collected).map(|id| Fault::new(*id, "has files, and no scan knows a rule of this id"));
    let homeless =
        collected.difference(written).map(|id| Fault::new(*id, "has no files of its name: a rule's id is its path"));
    unknown.chain(homeless).collect()
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
    fn a_rules_id_is_its_path() {
        let (written, collected) =
            (BTreeSet::from(["posture/a", "posture/b"]), BTreeSet::from(["posture/a", "posture/c"]));
        let faults = differences(&written, &collected);
        let places: Vec<_> = faults.iter().map(|fault| fault.place.as_str()).collect();
        assert_eq!(places, ["posture/b", "posture/c"]);
        assert!(differences(&written, &written).is_empty());
    }
}
