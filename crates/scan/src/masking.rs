//! Cuts the texts of a report out of its files: the one place where snippets come from, after every secret is masked.

use std::collections::BTreeSet;
use std::sync::Arc;

use finding::{Finding, Notice, Place};
use paths::{AttackPath, ChokePoint};
use pattern::{TextKind, text_kind};
use source::{FileId, Files, Span};

use crate::{EntrySummary, Sources};

/// The masked texts of the wanted files. A file that cannot be read or holds no text is there by name, with an empty text.
pub(crate) fn cut(files: &dyn Files, wanted: &BTreeSet<FileId>, secrets: &[Span]) -> Sources {
    let mut sources = Sources::default();
    for file in wanted {
        let Some(path) = files.shared_path(*file) else { continue };
        let text = files.read(*file).ok().filter(|bytes| text_kind(bytes) != TextKind::Binary);
        let text = text.map(|bytes| syntax::decode(*file, bytes).0).unwrap_or_default();
        let spans = secrets.iter().filter(|span| span.file == *file);
        sources.insert(*file, Arc::clone(path), Arc::from(masked(text, spans)));
    }
    sources
}

/// Every file that a part of the report points to.
pub(crate) fn wanted(
    entries: &[EntrySummary],
    findings: &[Finding],
    paths: &[AttackPath],
    points: &[ChokePoint],
    notices: &[Notice],
) -> BTreeSet<FileId> {
    let mut wanted: BTreeSet<FileId> = entries.iter().map(|entry| entry.template).collect();
    wanted.extend(entries.iter().filter_map(|entry| entry.span).map(|span| span.file));
    for finding in findings {
        wanted.insert(finding.location.span.file);
        let steps = finding.flow.iter().chain(&finding.related).filter_map(|step| step.span);
        let edits = finding.fixes.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span);
        wanted.extend(steps.chain(edits).map(|span| span.file));
    }
    let hops = paths.iter().flat_map(|path| &path.hops).filter_map(|hop| hop.span);
    wanted.extend(hops.chain(points.iter().filter_map(|point| point.span)).map(|span| span.file));
    wanted.extend(notices.iter().filter_map(|notice| match &notice.place {
        Place::Scan | Place::Path(_) | Place::Beside(..) => None,
        Place::File(file) => Some(*file),
        Place::Span(span) => Some(span.file),
    }));
    wanted
}

/// The text with as many `*` as a secret has bytes in its place; line ends stay, so that lines keep their numbers.
fn masked<'s>(text: String, secrets: impl Iterator<Item = &'s Span>) -> String {
    let mut bytes = text.into_bytes();
    for span in secrets {
        // A span inside a character would leave a broken one behind; it grows to the whole character.
        let (start, end) = (span.start as usize, (span.end as usize).min(bytes.len()));
        let start = (0..=start.min(end)).rev().find(|at| is_boundary(&bytes, *at)).unwrap_or_default();
        let end = (end..=bytes.len()).find(|at| is_boundary(&bytes, *at)).unwrap_or(bytes.len());
        for byte in bytes.iter_mut().take(end).skip(start) {
            if !matches!(*byte, b'\n' | b'\r') {
                *byte = b'*';
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_default()
}

fn is_boundary(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_none_or(|byte| byte & 0xC0 != 0x80)
}

#[cfg(test)]
mod tests {
    use source::MemoryFiles;

    use super::*;

    #[test]
    fn secrets_are_masked_byte_for_byte() {
        let cases = [
            ("key: hunter2\n", 5..12, "key: *******\n"),
            ("a: |\n  x\r\n  y\n", 5..14, "a: |\n***\r\n***\n"),
            ("päss", 1..3, "p**ss"),
            ("päss", 2..3, "p**ss"),
            ("päss", 0..2, "***ss"),
            ("short", 3..99, "sho**"),
            ("short", 7..9, "short"),
        ];
        for (text, secret, expected) in cases {
            let span = Span::new(FileId(0), secret.start, secret.end);
            assert_eq!(masked(text.to_owned(), [&span].into_iter()), expected, "{text:?} {secret:?}");
        }
    }

    #[test]
    fn only_wanted_files_are_cut_and_each_with_its_own_secrets() {
        let files = MemoryFiles::new([("a", "one"), ("b", "two"), ("c", "three")]);
        let secrets = [Span::new(FileId(0), 0, 3), Span::new(FileId(1), 0, 3)];
        let sources = cut(&files, &BTreeSet::from([FileId(0), FileId(2), FileId(9)]), &secrets);
        let texts: Vec<&str> = sources.iter().map(|(_, source)| source.text.as_ref()).collect();
        assert_eq!(texts, ["***", "three"]);
    }
}
