//! What was found before in files that have not changed.
//!
//! An entry holds for one content at one path, under the same rules, limits and engine; so it is never wrong, it is only there
//! or not. It holds places and no text of the code.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use finding::{Notice, NoticeKind, Place};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use source::{FileId, Limits, Span};

use super::hit::Hit;

/// Where results are kept between scans; front ends that have such a place implement it.
pub trait Cache: fmt::Debug + Send + Sync {
    /// What was stored under a name; `None` if there is nothing, or it cannot be read.
    fn load(&self, name: &str) -> Option<Vec<u8>>;

    /// Stores something under a name, in place of what is there. It may fail silently.
    fn store(&self, name: &str, content: &[u8]);
}

/// The digest of the code that finds things: results of another build are not taken.
const ENGINE: &str = env!("MAREMMA_ENGINE");

/// All that is known under the same rules.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Book {
    /// What reading the patterns said, by language.
    pub languages: BTreeMap<String, Compiled>,
    /// What was found, by the digest of path and content.
    pub files: BTreeMap<String, Entry>,
}

/// What is known of the rules of a language.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct Compiled {
    /// The rules that run, by number.
    pub rules: Vec<usize>,
    /// What was said of those that do not.
    pub notices: Vec<(NoticeKind, String)>,
}

/// What is known of a file.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct Entry {
    /// What rules find.
    pub hits: Vec<Hit>,
    notices: Vec<Noted>,
}

/// A notice without its file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Noted {
    kind: NoticeKind,
    at: Option<Range<u32>>,
    message: String,
}

impl Book {
    /// The book of a name, as far as it can be read.
    pub fn load(cache: Option<&dyn Cache>, name: &str) -> Self {
        let bytes = cache.and_then(|cache| cache.load(name));
        bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }

    /// Keeps the book.
    pub fn store(&self, cache: &dyn Cache, name: &str) {
        if let Ok(bytes) = serde_json::to_vec(self) {
            cache.store(name, &bytes);
        }
    }
}

impl Entry {
    /// What was found in a file.
    pub fn new(hits: Vec<Hit>, notices: &[Notice]) -> Self {
        let noted = |notice: &Notice| {
            let at = match &notice.place {
                Place::Span(span) => Some(span.start..span.end),
                _ => None,
            };
            Noted { kind: notice.kind, at, message: notice.message.clone() }
        };
        Self { hits, notices: notices.iter().map(noted).collect() }
    }

    /// The notices, of this file.
    pub fn notices(&self, file: FileId) -> impl Iterator<Item = Notice> {
        self.notices.iter().map(move |noted| match &noted.at {
            Some(at) => {
                let span = Span::new(file, at.start as usize, at.end as usize);
                Notice::at(span, noted.kind, noted.message.clone())
            }
            None => Notice::file(file, noted.kind, noted.message.clone()),
        })
    }

    /// Whether it says all without the code's text.
    pub fn is_plain(&self) -> bool {
        self.hits.iter().all(Hit::is_plain)
    }
}

/// The name of the book for rules of this digest.
pub(super) fn book_name(rules: &str, limits: &Limits) -> String {
    digest(&[ENGINE.as_bytes(), rules.as_bytes(), format!("{limits:?}").as_bytes()])
}

/// The digest of several parts, as hex digits.
pub(super) fn digest(parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize().iter().fold(String::with_capacity(64), |hex, byte| hex + &format!("{byte:02x}"))
}
