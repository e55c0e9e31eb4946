//! Files as artifacts, and places in them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use scan::Sources;
use source::{FileId, Span};

use super::log::{Artifact, ArtifactLocation, Location, Message, PhysicalLocation, Region};
use crate::place::{TextPlace, snippet};

/// The base of every URI.
const BASE: &str = "SRCROOT";

/// The files of a report with their places in `run.artifacts`.
pub(super) struct Artifacts<'r> {
    sources: &'r Sources,
    indices: BTreeMap<FileId, usize>,
}

impl<'r> Artifacts<'r> {
    pub(super) fn of(sources: &'r Sources) -> Self {
        Self { sources, indices: sources.iter().enumerate().map(|(index, (file, _))| (file, index)).collect() }
    }

    /// `run.artifacts`.
    pub(super) fn list(&self) -> Vec<Artifact<'r>> {
        let artifact = |file: &FileId| Artifact {
            location: ArtifactLocation { index: None, ..self.file(*file) },
            roles: ["analysisTarget"],
        };
        self.indices.keys().map(artifact).collect()
    }

    /// A file.
    pub(super) fn file(&self, file: FileId) -> ArtifactLocation<'r> {
        let index = self.indices.get(&file).copied();
        ArtifactLocation { uri: relative_uri(self.sources.path(file)), uri_base_id: Some(BASE), index }
    }

    /// A path that is no file of the report.
    pub(super) fn path(path: &'r str) -> ArtifactLocation<'r> {
        ArtifactLocation { uri: relative_uri(path), uri_base_id: Some(BASE), index: None }
    }

    /// A file beside the scanned folder.
    pub(super) fn beside(path: &'r str) -> ArtifactLocation<'r> {
        ArtifactLocation { uri: relative_uri(path), uri_base_id: None, index: None }
    }

    /// A place.
    pub(super) fn physical(&self, span: Span) -> PhysicalLocation<'r> {
        let snippet = snippet(self.sources, span).filter(|text| !text.is_empty()).map(Message::new);
        PhysicalLocation {
            artifact_location: self.file(span.file),
            region: Some(Region { snippet, ..self.region(span) }),
        }
    }

    /// The lines and columns of a place.
    pub(super) fn region(&self, span: Span) -> Region<'r> {
        let place = TextPlace::of(self.sources, span);
        Region {
            start_line: place.line,
            start_column: place.column,
            end_line: place.end_line,
            end_column: place.end_column,
            snippet: None,
        }
    }

    /// A step: what happens and, if it happens in a file, where.
    pub(super) fn step(&self, span: Option<Span>, message: &str) -> Location<'r> {
        let physical_location = span.map(|span| self.physical(span));
        Location { physical_location, message: Some(Message::sentence(message)), ..Location::default() }
    }
}

/// A path as a relative URI reference: what may not stand in a path segment is percent-encoded.
pub(super) fn relative_uri(path: &str) -> Cow<'_, str> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=@/".contains(&byte);
    if path.bytes().all(plain) {
        return Cow::Borrowed(path);
    }
    let encode = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    Cow::Owned(path.bytes().map(encode).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uris() {
        let cases = [("a/b.yaml", "a/b.yaml"), ("a b/ß#?.py", "a%20b/%C3%9F%23%3F.py"), ("c:x%", "c%3Ax%25")];
        for (path, uri) in cases {
            assert_eq!(relative_uri(path), uri);
        }
    }
}
