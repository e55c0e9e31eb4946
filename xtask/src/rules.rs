//! The rule files of the house: which crates own rules, and where each rule's two files lie.

use std::path::PathBuf;

use anyhow::Result;

use crate::house::{Crate, House, entries};

/// One rule's two files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleFiles {
    /// Its id, such as `posture/open-http-route`.
    pub id: String,
    /// Its Rust file.
    pub rust: PathBuf,
    /// Its page.
    pub page: PathBuf,
}

/// All complete pairs of the house, sorted by id.
pub fn all(house: &House) -> Result<Vec<RuleFiles>> {
    let mut rules = Vec::new();
    for owner in &house.crates {
        rules.extend(rule_pairs::find_pairs(&names(owner)?).names.iter().map(|name| files(owner, name)));
    }
    rules.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(rules)
}

/// The ids of the rules over code, by their files.
pub fn over_code(house: &House) -> Result<Vec<String>> {
    let mut ids = Vec::new();
    for language in entries(&house.root.join("rules/code"))?.iter().filter(|path| path.is_dir()) {
        let rules = entries(language)?;
        let rules = rules.iter().filter(|path| path.extension().is_some_and(|ending| ending == "yaml"));
        ids.extend(rules.map(|rule| house.name(&rule.with_extension("")).trim_start_matches("rules/").to_owned()));
    }
    Ok(ids)
}

/// What lies in a crate's rules folder, a folder's own name ending in `/`.
pub fn names(owner: &Crate) -> Result<Vec<String>> {
    let name = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        format!("{name}{}", if path.is_dir() { "/" } else { "" })
    };
    Ok(entries(&owner.folder.join("src/rules"))?.iter().map(name).collect())
}

/// The two files of the rule whose module is `name`.
pub fn files(owner: &Crate, name: &str) -> RuleFiles {
    let stem = owner.folder.join("src/rules").join(name);
    RuleFiles {
        id: format!("{}/{}", owner.name, name.replace('_', "-")),
        rust: stem.with_extension("rs"),
        page: stem.with_extension("md"),
    }
}
