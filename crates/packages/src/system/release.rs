//! `os-release`: which distribution a file system is of.

use super::System;

/// A distribution and its version; empty where nothing says them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Release {
    /// `debian`, `alpine`, `amzn`.
    id: String,
    /// `12`, `3.19.1`, `2023`.
    version: String,
}

/// The longest name or version; each is copied for every package.
const WORD_BYTES: usize = 100;

impl Release {
    /// What the text of an `os-release` says: the assignments of a shell.
    pub(crate) fn read(text: &str) -> Self {
        let get = |key: &str| {
            let value = text.lines().rev().find_map(|line| line.trim().strip_prefix(key)?.strip_prefix('='));
            let value = value.unwrap_or_default().trim().trim_matches(['"', '\'']);
            if value.len() <= WORD_BYTES { value.to_owned() } else { String::new() }
        };
        Self { id: get("ID").to_lowercase(), version: get("VERSION_ID") }
    }

    /// What is said of a package of this release. `usual` is the distribution that is meant where nothing says one.
    pub(super) fn system(&self, usual: &str, architecture: &str, source: &str) -> System {
        System {
            distribution: if self.id.is_empty() { usual.to_owned() } else { self.id.clone() },
            release: self.version.clone(),
            architecture: architecture.to_owned(),
            source: source.to_owned(),
        }
    }
}
