//! Changes of a project of Python as edits of its manifests.

use finding::Edit;
use packages::Requirement;
use source::Span;
use versions::Version;

use super::PypiProject;
use crate::Document;
use crate::catalogue::Catalogue;
use crate::trial::{Project, Trial};

impl PypiProject<'_> {
    /// The edits that make changes.
    ///
    /// # Errors
    /// Why they cannot be made, in words.
    pub(crate) fn edits(&self, trial: &Trial, catalogue: &Catalogue<'_>) -> Result<Vec<Edit>, String> {
        let mut edits = Vec::new();
        for (ask, version) in &trial.asked {
            let Some(requirement) = self.requirements.get(*ask) else { continue };
            let document = self.documents.iter().find(|document| document.file == requirement.span.file);
            let document = document.ok_or("a requirement of another file")?;
            let name = &requirement.written_name;
            let edit = range_edit(document, requirement, &self.relaxed(*ask, version));
            edits.push(edit.ok_or_else(|| format!("the range of {name} is not written beside its name"))?);
            if !requirement.integrity.is_empty() {
                edits.push(hash_edit(document, requirement, version, catalogue)?);
            }
        }
        Ok(edits)
    }
}

/// The text that a requirement stands in: from its name to the end of the line, or of all its lines.
fn stretch<'d>(document: &'d Document, requirement: &Requirement) -> Option<(usize, &'d str)> {
    let start = requirement.span.start as usize;
    let rest = document.text.get(start..)?;
    let line = rest.find('\n').map_or(document.text.len(), |end| start + end);
    Some((start, document.text.get(start..line.max(requirement.span.end as usize))?))
}

/// The range replaced where it is written; where none is, put behind the name and its extras.
fn range_edit(document: &Document, requirement: &Requirement, range: &str) -> Option<Edit> {
    let (start, text) = stretch(document, requirement)?;
    let mut at = text.find(&requirement.written_name)? + requirement.written_name.len();
    let (from, length) = if requirement.range.is_empty() {
        if text.get(at..)?.starts_with('[') {
            at += text.get(at..)?.find(']')? + 1;
        }
        (at, 0)
    } else {
        (at + text.get(at..)?.find(&requirement.range)?, requirement.range.len())
    };
    let span = Span::new(document.file, start + from, start + from + length);
    Some(Edit { span, replacement: range.to_owned() })
}

/// All hashes replaced by those of another release.
fn hash_edit(
    document: &Document,
    requirement: &Requirement,
    version: &Version,
    catalogue: &Catalogue<'_>,
) -> Result<Edit, String> {
    let manifest = catalogue.manifest(&requirement.name, version);
    let sums: Vec<&str> = manifest
        .iter()
        .flat_map(|manifest| &manifest.files)
        .map(|file| file.integrity.as_str())
        .filter(|sum| sum.starts_with("sha256:"))
        .collect();
    if sums.is_empty() {
        return Err(format!("the registry does not say the checksums of {} {version}", requirement.written_name));
    }
    let place = || {
        let (start, text) = stretch(document, requirement)?;
        let first = text.find("--hash")?;
        let last = text.rfind("--hash")?;
        let end = last + text.get(last..)?.find(char::is_whitespace).unwrap_or(text.len() - last);
        let head = text.get(..first)?;
        let between = head.get(head.trim_end_matches(['\\', ' ', '\t', '\n', '\r']).len()..)?;
        let mut sums: Vec<String> = sums.iter().map(|sum| format!("--hash={sum}")).collect();
        sums.sort();
        Some(Edit { span: Span::new(document.file, start + first, start + end), replacement: sums.join(between) })
    };
    place().ok_or_else(|| format!("the hashes of {} are not where they are looked for", requirement.written_name))
}
