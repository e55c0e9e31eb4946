//! A file to read and to change.

use packages::Format;
use source::{FileId, Limits};
use syntax::Node;

/// A manifest or lockfile.
#[derive(Debug, Clone)]
pub struct Document {
    /// The file.
    pub file: FileId,
    /// Its path, parts parted by `/`.
    pub path: String,
    /// What it is.
    pub format: Format,
    /// Its text, as `syntax::decode` gives it.
    pub text: String,
}

impl Document {
    /// The folder that it lies in; empty for that of the scan.
    pub(crate) fn folder(&self) -> &str {
        source::parent_path(&self.path)
    }

    /// Its JSON, if it is an object.
    pub(crate) fn json(&self) -> Option<Node> {
        let root = syntax::parse_json(self.file, &self.text, &Limits::default()).root?;
        root.as_map().is_some().then_some(root)
    }
}
