//! What `.gitignore`s and the config leave out.

use std::path::Path;
use std::sync::Arc;

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use report::Problem;

/// The `.gitignore` of a folder and those above it.
pub struct Chain {
    own: Gitignore,
    above: Option<Arc<Self>>,
}

impl Chain {
    /// Reads the `.gitignore` of a folder; the text says what in it was not understood.
    pub fn read(folder: &Path, above: Option<Arc<Self>>) -> (Self, Option<String>) {
        let mut builder = GitignoreBuilder::new(folder);
        let fault = builder.add(folder.join(".gitignore"));
        match builder.build() {
            Ok(own) => {
                (Self { own, above }, fault.map(|_| "some lines of `.gitignore` cannot be understood".to_owned()))
            }
            Err(_) => (Self { own: Gitignore::empty(), above }, Some("`.gitignore` cannot be understood".to_owned())),
        }
    }

    /// Whether a path is left out; the nearest `.gitignore` that speaks of it decides.
    pub fn matches(&self, path: &Path, is_folder: bool) -> bool {
        let mut chain = Some(self);
        while let Some(Self { own, above }) = chain {
            let verdict = own.matched(path, is_folder);
            if !verdict.is_none() {
                return verdict.is_ignore();
            }
            chain = above.as_deref();
        }
        false
    }
}

/// What the config leaves out.
pub struct Exclude(Gitignore);

impl Exclude {
    /// From globs relative to the scanned folder.
    pub fn new(root: &Path, globs: &[String]) -> Result<Self, Problem> {
        let mut builder = GitignoreBuilder::new(root);
        for glob in globs {
            builder.add_line(None, glob).map_err(|error| Problem::new(format!("`exclude`: {error}")))?;
        }
        builder.build().map(Self).map_err(|error| Problem::new(format!("`exclude`: {error}")))
    }

    /// Whether a path is left out.
    pub fn matches(&self, path: &Path, is_folder: bool) -> bool {
        self.0.matched(path, is_folder).is_ignore()
    }
}
