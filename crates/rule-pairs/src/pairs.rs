//! Which files of a rules folder belong together.

use std::collections::BTreeSet;

/// The rules of a folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pairs {
    /// Names of the complete pairs without extension, such as `open_http_route`, sorted.
    pub names: Vec<String>,
    /// What is wrong with the folder, one message each, sorted.
    pub faults: Vec<String>,
}

/// Pairs up the entries of a rules folder; a folder's name ends in `/`.
///
/// Hidden files are left alone. A folder is the home of a rule's own submodules and belongs to the rule of its name.
pub fn find_pairs(entries: &[String]) -> Pairs {
    let mut rust = BTreeSet::new();
    let mut pages = BTreeSet::new();
    let mut folders = BTreeSet::new();
    let mut faults = Vec::new();
    for entry in entries.iter().filter(|entry| !entry.starts_with('.')) {
        let named = [(".rs", &mut rust), (".md", &mut pages), ("/", &mut folders)]
            .into_iter()
            .find_map(|(ending, kind)| Some((entry.strip_suffix(ending)?, kind)));
        match named {
            Some((name, kind)) if is_rule_name(name) => {
                kind.insert(name);
            }
            _ => faults.push(format!("src/rules/{entry} is neither a rule's Rust file nor its page")),
        }
    }
    faults.extend(rust.difference(&pages).map(|name| format!("src/rules/{name}.rs has no page: add {name}.md")));
    faults.extend(pages.difference(&rust).map(|name| format!("src/rules/{name}.md has no rule: add {name}.rs")));
    faults.extend(folders.difference(&rust).map(|name| format!("src/rules/{name}/ belongs to no rule")));
    faults.sort();
    Pairs { names: rust.intersection(&pages).map(|name| (*name).to_owned()).collect(), faults }
}

/// Whether a file of this name can be a module and its id a path: lower-case words joined by single `_`.
fn is_rule_name(name: &str) -> bool {
    const NOT_MODULES: [&str; 8] = ["mod", "lib", "main", "self", "super", "crate", "type", "static"];
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.split('_').all(is_word)
        && !NOT_MODULES.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(entries: &[&str], names: &[&str], faults: &[&str]) {
        let found = find_pairs(&entries.iter().map(|entry| (*entry).to_owned()).collect::<Vec<_>>());
        assert_eq!(found.names, names, "names of {entries:?}");
        assert_eq!(found.faults, faults, "faults of {entries:?}");
    }

    #[test]
    fn pairs_are_sorted_whatever_the_folder_says() {
        check(&["b.md", "a_1.rs", "b.rs", "a_1.md", ".b.rs.swp"], &["a_1", "b"], &[]);
        check(&[], &[], &[]);
    }

    #[test]
    fn a_lone_half_is_a_fault() {
        check(&["a.rs"], &[], &["src/rules/a.rs has no page: add a.md"]);
        check(&["a.rs", "a.md", "b.md"], &["a"], &["src/rules/b.md has no rule: add b.rs"]);
    }

    #[test]
    fn a_folder_belongs_to_its_rule() {
        check(&["a.rs", "a.md", "a/"], &["a"], &[]);
        check(&["a/"], &[], &["src/rules/a/ belongs to no rule"]);
    }

    #[test]
    fn what_cannot_be_a_rule_is_a_fault() {
        for entry in ["mod.rs", "Open.rs", "open-route.md", "a__b.rs", "_a.md", "9a.rs", "notes.txt", "README.md"] {
            check(&[entry], &[], &[&format!("src/rules/{entry} is neither a rule's Rust file nor its page")]);
        }
    }
}
