//! `go.mod`: a line for each module, whose version is a word of it.

use finding::Edit;
use packages::Package;
use source::Span;
use versions::Version;

use crate::Document;

/// The version of a module replaced.
pub(super) fn edit(document: &Document, package: &Package, to: &Version) -> Option<Edit> {
    let written = package.version.as_deref()?.trim_start_matches('v');
    let start = package.span.start as usize;
    let rest = document.text.get(start..)?;
    let line = rest.get(..rest.find('\n').unwrap_or(rest.len()))?;
    let version = line.split_whitespace().find(|word| word.trim_start_matches('v') == written)?;
    let at = start + line.find(version)?;
    let mark = if version.starts_with('v') { "v" } else { "" };
    let replacement = format!("{mark}{}", to.as_str().trim_start_matches('v'));
    Some(Edit { span: Span::new(document.file, at, at + version.len()), replacement })
}
