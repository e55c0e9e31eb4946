//! Lists of which a part stands in other files of the scan: those of Maven, MSBuild and pip.

mod maven;
mod msbuild;
mod requirements;

use std::collections::BTreeSet;

use packages::{Format, Input, Inventory, read as read_alone};
use source::{FileId, Files, Limits};

/// Files that are read for one list. Real ones need a handful.
const FILES: usize = 256;

/// What a list says, together with the files that it takes a part from.
pub(super) fn read(format: Format, files: &dyn Files, input: Input<'_>) -> Inventory {
    match format {
        Format::Pom => maven::read(files, input),
        Format::MsBuild => msbuild::read(files, input),
        Format::Requirements => requirements::read(files, input),
        _ => read_alone(format, input),
    }
}

/// The files that only say what lists beside or below them ask for: they are read with those.
pub(super) fn parts(files: &dyn Files) -> BTreeSet<FileId> {
    let mut parts = msbuild::shared(files);
    parts.extend(requirements::constraints(files));
    parts
}

/// A file and its text.
struct Text {
    file: FileId,
    text: String,
}

impl Text {
    /// The text of a file; `None` if it cannot be read, which its own reading says.
    fn of(files: &dyn Files, file: FileId) -> Option<Self> {
        Some(Self { file, text: syntax::decode(file, files.read(file).ok()?).0 })
    }

    fn input<'t>(&'t self, limits: &'t Limits) -> Input<'t> {
        Input { file: self.file, text: &self.text, limits }
    }
}
