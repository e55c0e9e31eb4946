//! Names that templates usually have.

use std::fs;
use std::path::{Path, PathBuf};

/// Entries that are looked at in a folder that is left out.
const PEEKED: usize = 500;
/// Folders below it that are looked into.
const DEPTH: usize = 2;

/// Whether a file of this name is probably a template.
pub fn is_template(name: &str) -> bool {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    match extension {
        "yaml" | "yml" | "json" => matches!(stem, "template" | "serverless") || stem.ends_with(".template"),
        "template" | "tf" | "bicep" => true,
        _ => false,
    }
}

/// A template in a folder that is left out, by its path in the folder; looks at a part of the folder only.
pub fn peek(folder: &Path) -> Option<String> {
    let mut level: Vec<PathBuf> = vec![folder.to_owned()];
    let mut seen = 0;
    for _ in 0..=DEPTH {
        let mut below = Vec::new();
        for entry in level.iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten().flatten() {
            seen += 1;
            if seen > PEEKED {
                return None;
            }
            let Ok(kind) = entry.file_type() else { continue };
            let name = entry.file_name();
            if kind.is_dir() {
                below.push(entry.path());
            } else if kind.is_file() && name.to_str().is_some_and(is_template) {
                let path = entry.path();
                return Some(path.strip_prefix(folder).unwrap_or(&path).display().to_string());
            }
        }
        below.sort();
        level = below;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_names_are_known() {
        for name in ["template.yaml", "serverless.yml", "app.template.json", "a.template", "main.tf"] {
            assert!(is_template(name), "{name}");
        }
        for name in ["values.yaml", "package.json", "template.py", "template", "mytemplate.yaml"] {
            assert!(!is_template(name), "{name}");
        }
    }
}
