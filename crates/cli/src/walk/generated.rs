//! Folders that tools make from sources beside them.

use std::collections::BTreeSet;

/// A generated folder, and the files beside it of which one is what it was made from. Where no loader reads that source
/// yet, the copy is all there is, and none is named.
const COPIES: [(&str, &[&str]); 7] = [
    (".aws-sam", &["template.yaml", "template.yml", "template.json", "samconfig.toml"]),
    ("cdk.out", &[]),
    ("node_modules", &["package.json"]),
    (".serverless", &[]),
    (".terraform", &[".terraform.lock.hcl", "main.tf"]),
    (".venv", &["requirements.txt", "pyproject.toml", "Pipfile", "setup.py"]),
    ("venv", &["requirements.txt", "pyproject.toml", "Pipfile", "setup.py"]),
];

/// Whether a folder holds nothing that anybody wrote or ships: the history of a repository, and bytecode.
pub fn is_never_source(name: &str) -> bool {
    matches!(name, ".git" | ".hg" | ".svn" | ".jj" | "__pycache__")
}

/// Whether a folder of this name holds what developers run, and nothing that is deployed.
pub fn is_environment(name: &str) -> bool {
    name.starts_with('.') || matches!(name, "venv" | "env")
}

/// Whether a folder may be a generated copy.
pub fn is_copy(name: &str) -> bool {
    COPIES.iter().any(|(copy, _)| *copy == name)
}

/// The file beside a generated folder that it was made from; `None` when the folder is all there is.
pub fn source<'s>(name: &str, siblings: &BTreeSet<&'s str>) -> Option<&'s str> {
    let (_, sources) = COPIES.iter().find(|(copy, _)| *copy == name)?;
    sources.iter().find_map(|source| siblings.get(source)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_gives_way_to_its_source_only() {
        let siblings = BTreeSet::from(["package.json", "app.py", "cdk.json"]);
        assert_eq!(source("node_modules", &siblings), Some("package.json"));
        assert_eq!(source("cdk.out", &siblings), None);
        assert_eq!(source("src", &siblings), None);
        assert!(is_copy("cdk.out") && !is_copy("src"));
    }
}
