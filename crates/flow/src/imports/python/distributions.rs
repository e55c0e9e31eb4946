//! What is installed in a folder: `NAME-VERSION.dist-info` and `.egg-info`.

use std::collections::BTreeMap;

use source::{FileId, Files};

use crate::imports::found::inside;

/// One of them.
#[derive(Debug, Clone)]
pub(super) struct Distribution {
    pub(super) name: String,
    pub(super) version: Option<String>,
}

/// All of one folder.
#[derive(Debug, Default)]
pub(super) struct Distributions {
    all: Vec<Distribution>,
    /// By the paths that `RECORD` lists.
    by_path: BTreeMap<String, usize>,
    /// By the names that `top_level.txt` lists.
    by_name: BTreeMap<String, usize>,
}

impl Distributions {
    /// Reads them.
    pub(super) fn read(files: &dyn Files, root: &str) -> Self {
        let mut found = Self::default();
        let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
        for (file, path) in inside(files, root) {
            let below = if root.is_empty() { path } else { path.get(root.len() + 1..).unwrap_or_default() };
            let Some((folder, name)) = below.split_once('/') else { continue };
            let Some(stem) = folder.strip_suffix(".dist-info").or_else(|| folder.strip_suffix(".egg-info")) else {
                continue;
            };
            let number = *numbers.entry(folder.to_owned()).or_insert_with(|| {
                found.all.push(named(stem));
                found.all.len() - 1
            });
            match name {
                "RECORD" => found.record(&text(files, file), number),
                "top_level.txt" => {
                    let text = text(files, file);
                    let names = text.lines().map(str::trim).filter(|name| !name.is_empty());
                    found.by_name.extend(names.map(|name| (name.to_owned(), number)));
                }
                _ => {}
            }
        }
        found
    }

    fn record(&mut self, text: &str, number: usize) {
        let paths = text.lines().filter_map(|line| line.split(',').next());
        let code = paths.filter(|path| path.ends_with(".py") || path.ends_with(".so") || path.ends_with(".pyd"));
        self.by_path.extend(code.map(|path| (path.to_owned(), number)));
    }

    /// The one that a file is of, by its path in the folder.
    pub(super) fn of(&self, path: &str) -> Option<&Distribution> {
        let top = || path.split('/').next().map(|top| top.split('.').next().unwrap_or(top));
        let number = self.by_path.get(path).or_else(|| self.by_name.get(top()?));
        self.all.get(*number?)
    }
}

/// `requests-2.31.0`
fn named(stem: &str) -> Distribution {
    match stem.split_once('-') {
        Some((name, rest)) => {
            let version = rest.split("-py").next().unwrap_or(rest);
            Distribution { name: name.to_owned(), version: Some(version.to_owned()) }
        }
        None => Distribution { name: stem.to_owned(), version: None },
    }
}

fn text(files: &dyn Files, file: FileId) -> String {
    files.read(file).map(|bytes| syntax::decode(file, bytes).0).unwrap_or_default()
}
