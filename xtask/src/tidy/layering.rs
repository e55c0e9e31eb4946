//! Imports go down the layers, never up or sideways.

use anyhow::Result;

use super::Fault;
use crate::house::{Crate, House};
use crate::layers::{Kind, layer_of, may_import, place_of};

/// Checks every crate's manifest against the map.
pub fn check(house: &House) -> Result<Vec<Fault>> {
    Ok(house.crates.iter().flat_map(|member| faults_of(house, member)).collect())
}

fn faults_of(house: &House, member: &Crate) -> Vec<Fault> {
    let place = house.name(&member.folder.join("Cargo.toml"));
    if place_of(&member.name).is_none() {
        return vec![Fault::new(
            place,
            format!("crate `{}` has no layer: give it one in xtask/src/layers.rs", member.name),
        )];
    }
    let mut faults = Vec::new();
    for table in ["dependencies", "dev-dependencies", "build-dependencies"] {
        for dependency in member.listed(table) {
            let message = refusal(&member.name, table, &dependency.replace('_', "-"));
            faults.extend(message.map(|message| Fault::new(&place, message)));
        }
    }
    faults
}

/// Why `member` may not list `dependency` there; `None` when it may, or when it is not a crate of the house.
fn refusal(member: &str, table: &str, dependency: &str) -> Option<String> {
    let layer = layer_of(dependency)?;
    let member_layer = layer_of(member)?;
    let builds = table == "build-dependencies";
    if layer.kind == Kind::Build && !builds && member_layer.name != "X" {
        return Some(format!("`{dependency}` is a build dependency only"));
    }
    if may_import(member, dependency) {
        return None;
    }
    Some(format!("`{member}` ({}) must not import `{dependency}` ({})", member_layer.name, layer.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_build_scripts_see_the_build_layer() {
        assert_eq!(refusal("posture", "build-dependencies", "rule-pairs"), None);
        assert!(refusal("posture", "dependencies", "rule-pairs").is_some());
        assert_eq!(refusal("xtask", "dependencies", "rule-pairs"), None);
    }

    #[test]
    fn third_party_crates_are_no_business_of_the_map() {
        assert_eq!(refusal("source", "dependencies", "serde"), None);
        assert!(refusal("source", "dev-dependencies", "scan").is_some());
    }
}
