//! What was known of packages when somebody last looked, and what is new since.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The version of the file that is written and read.
const VERSION: u32 = 1;

/// What was known of the packages of each file. It is kept between runs as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Watch {
    version: u32,
    files: BTreeMap<String, Vec<Watched>>,
}

/// A vulnerability of a package.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Watched {
    /// The package URL.
    pub package: String,
    /// All names of the vulnerability, the one to call it by first; never empty.
    pub names: Vec<String>,
}

/// What a file says now.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Seen {
    /// What is known of its packages.
    pub known: Vec<Watched>,
    /// Whether it could not be read as a whole, so that what is not seen may still be there.
    pub is_partial: bool,
}

/// Why a kept state cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WatchError {
    /// It is no such file, or a damaged one.
    #[error("it is damaged: {0}")]
    Malformed(String),
    /// It was written by a version of Maremma that writes others.
    #[error("it has version {0}, and {VERSION} is the one that is known")]
    Version(u32),
}

/// What has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// What is new, by file.
    pub new: BTreeMap<String, Vec<Watched>>,
    /// How much is gone: mended, withdrawn, or with its package or file.
    pub gone: usize,
    /// What is to be kept for the next time.
    pub next: Watch,
}

impl Watched {
    /// Whether it is the same vulnerability of the same package, under whatever name.
    fn is(&self, other: &Self) -> bool {
        self.package == other.package && self.names.iter().any(|name| other.names.contains(name))
    }
}

impl Default for Watch {
    fn default() -> Self {
        Self { version: VERSION, files: BTreeMap::new() }
    }
}

impl Watch {
    /// Reads what was kept.
    ///
    /// # Errors
    /// For a text that is no such state, or one of another version.
    pub fn parse(text: &str) -> Result<Self, WatchError> {
        let malformed = |error: serde_json::Error| WatchError::Malformed(error.to_string());
        let value: serde_json::Value = serde_json::from_str(text).map_err(malformed)?;
        if let Some(version) =
            value.get("version").and_then(serde_json::Value::as_u64).filter(|own| *own != u64::from(VERSION))
        {
            return Err(WatchError::Version(u32::try_from(version).unwrap_or(u32::MAX)));
        }
        serde_json::from_value(value).map_err(malformed)
    }

    /// The text to keep.
    pub fn to_text(&self) -> String {
        // It holds nothing but texts and numbers, which JSON can always write.
        let text = serde_json::to_string_pretty(self).unwrap_or_default();
        text + "\n"
    }

    /// Compares with what is seen now, by file. Of files that were not looked at, those that are still there are kept.
    pub fn compare(&self, seen: &BTreeMap<String, Seen>, is_there: &dyn Fn(&str) -> bool) -> Changes {
        let (mut new, mut gone) = (BTreeMap::new(), 0);
        let mut files: BTreeMap<String, Vec<Watched>> = BTreeMap::new();
        for (file, now) in seen {
            let before = self.files.get(file).map_or(&[][..], Vec::as_slice);
            let is_known = |own: &Watched| before.iter().any(|old| old.is(own));
            let added: Vec<Watched> = now.known.iter().filter(|own| !is_known(own)).cloned().collect();
            let lost: Vec<&Watched> = before.iter().filter(|old| !now.known.iter().any(|own| own.is(old))).collect();
            let mut next = now.known.clone();
            if now.is_partial {
                next.extend(lost.into_iter().cloned());
            } else {
                gone += lost.len();
            }
            next.sort();
            next.dedup();
            files.insert(file.clone(), next);
            if !added.is_empty() {
                new.insert(file.clone(), added);
            }
        }
        for (file, old) in self.files.iter().filter(|(file, _)| !seen.contains_key(*file)) {
            if is_there(file) {
                files.insert(file.clone(), old.clone());
            } else {
                gone += old.len();
            }
        }
        Changes { new, gone, next: Self { version: VERSION, files } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn watched(package: &str, names: &[&str]) -> Watched {
        Watched { package: package.to_owned(), names: names.iter().map(|&name| name.to_owned()).collect() }
    }

    fn seen(file: &str, known: Vec<Watched>, is_partial: bool) -> BTreeMap<String, Seen> {
        BTreeMap::from([(file.to_owned(), Seen { known, is_partial })])
    }

    /// What is new, as `package name`, and how much is gone.
    fn told(changes: &Changes) -> (Vec<String>, usize) {
        let one = |own: &Watched| format!("{} {}", own.package, own.names.first().unwrap());
        (changes.new.values().flatten().map(one).collect(), changes.gone)
    }

    #[test]
    fn only_what_is_new_is_told_and_what_is_gone_is_counted() {
        let (old, other) = (watched("a@1", &["GHSA-1"]), watched("b@1", &["CVE-2"]));
        let first = Watch::default().compare(&seen("f", vec![old.clone(), other.clone()], false), &|_| true);
        assert_eq!(told(&first), (vec!["a@1 GHSA-1".to_owned(), "b@1 CVE-2".to_owned()], 0));
        let kept = Watch::parse(&first.next.to_text()).unwrap();
        assert_eq!(kept, first.next);
        // It has got a CVE since, and is the same.
        let renamed = watched("a@1", &["CVE-1", "GHSA-1"]);
        let new = watched("a@1", &["CVE-3"]);
        let second = kept.compare(&seen("f", vec![renamed, new], false), &|_| true);
        assert_eq!(told(&second), (vec!["a@1 CVE-3".to_owned()], 1));
        let third = second.next.compare(&seen("f", vec![other.clone()], false), &|_| true);
        assert_eq!(told(&third), (vec!["b@1 CVE-2".to_owned()], 2), "what comes back is new again");
    }

    #[test]
    fn a_file_that_cannot_be_read_forgets_nothing() {
        let old = watched("a@1", &["CVE-1"]);
        let first = Watch::default().compare(&seen("f", vec![old], false), &|_| true).next;
        let broken = first.compare(&seen("f", Vec::new(), true), &|_| true);
        assert_eq!((told(&broken), &broken.next), ((Vec::new(), 0), &first));
        let elsewhere = |is_there: bool| first.compare(&seen("g", Vec::new(), false), &move |_| is_there);
        assert_eq!((elsewhere(true).gone, elsewhere(false).gone), (0, 1));
    }

    #[test]
    fn a_damaged_state_is_refused() {
        assert!(matches!(Watch::parse("{\"version\": 1, \"fil"), Err(WatchError::Malformed(_))));
        assert!(matches!(Watch::parse("{}"), Err(WatchError::Malformed(_))));
        assert_eq!(Watch::parse("{\"version\": 2, \"other\": 1}"), Err(WatchError::Version(2)));
    }
}
