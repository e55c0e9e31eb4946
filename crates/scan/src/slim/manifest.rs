//! The edits that take direct dependencies out of the manifest of a function.

use std::collections::BTreeSet;

use finding::Edit;
use packages::{Ecosystem, Format, Input, read};
use source::{FileId, Files, Limits, Span};
use syntax::{Entry, Node};

use super::Slimmed;
use super::texts::text;

/// The groups of `package.json` whose packages are deployed.
const GROUPS: [&str; 2] = ["dependencies", "optionalDependencies"];

/// A manifest in the folder of a function, with the edits that leave out what goes: of `package.json` and `requirements.txt` those
/// that have any. Scripts and tests may need what no handler loads, and a lockfile has to be written anew.
pub fn manifest_edits(files: &dyn Files, slimmed: &Slimmed, limits: &Limits) -> Vec<(FileId, Vec<Edit>)> {
    let gone = |ecosystem: Ecosystem| -> BTreeSet<String> {
        let direct = slimmed.packages.iter().map(|(piece, _)| piece).filter(|piece| piece.is_direct == Some(true));
        direct.filter(|piece| piece.ecosystem == ecosystem).map(|piece| ecosystem.normalise(&piece.name)).collect()
    };
    let node = files.find("package.json").map(|file| (file, of_node(files, file, &gone(Ecosystem::Npm), limits)));
    let python =
        files.find("requirements.txt").map(|file| (file, of_python(files, file, &gone(Ecosystem::PyPi), limits)));
    node.into_iter().chain(python).filter(|(_, edits)| !edits.is_empty()).collect()
}

fn of_node(files: &dyn Files, file: FileId, gone: &BTreeSet<String>, limits: &Limits) -> Vec<Edit> {
    let text = text(files, file);
    let Some(root) = syntax::parse_json(file, &text, limits).root else { return Vec::new() };
    let groups = GROUPS.iter().filter_map(|group| root.get(group).and_then(Node::as_map));
    groups
        .flat_map(|group| {
            let entries: Vec<(Span, bool)> = group
                .entries()
                .filter_map(|(name, entry)| Some((whole(entry)?, gone.contains(&Ecosystem::Npm.normalise(name)))))
                .collect();
            without(&entries)
        })
        .map(|span| Edit { span, replacement: String::new() })
        .collect()
}

/// An entry of a map from its key to the end of its value.
fn whole(entry: &Entry) -> Option<Span> {
    Some(entry.key.written()?.to(entry.node.span()?))
}

/// What is cut of entries in their order, some of which go: each with the comma behind it, or before it at the end.
fn without(entries: &[(Span, bool)]) -> Vec<Span> {
    let mut cut = Vec::new();
    let mut last_kept: Option<Span> = None;
    let mut first_gone: Option<Span> = None;
    for (span, goes) in entries {
        match (goes, first_gone) {
            (true, None) => first_gone = Some(*span),
            (false, Some(first)) => {
                cut.push(Span { start: first.start, end: span.start, ..first });
                first_gone = None;
            }
            _ => {}
        }
        last_kept = if *goes { last_kept } else { Some(*span) };
    }
    if let (Some(first), Some((last, _))) = (first_gone, entries.last()) {
        cut.push(Span { start: last_kept.map_or(first.start, |kept| kept.end), end: last.end, ..first });
    }
    cut
}

fn of_python(files: &dyn Files, file: FileId, gone: &BTreeSet<String>, limits: &Limits) -> Vec<Edit> {
    let text = text(files, file);
    let asked = read(Format::Requirements, Input { file, text: &text, limits });
    let spans = asked.requirements.iter().map(|own| (&own.name, own.span));
    let spans = spans.chain(asked.packages.iter().map(|own| (&own.name, own.span)));
    let wanted: BTreeSet<Span> = spans.filter(|(name, _)| gone.contains(*name)).map(|(_, span)| span).collect();
    let line = |span: Span| {
        let rest = text.get(span.end as usize..)?;
        let end = rest.find('\n').map_or(text.len(), |at| span.end as usize + at + 1);
        Some(Edit { span: Span::new(file, span.start as usize, end), replacement: String::new() })
    };
    wanted.into_iter().filter_map(line).collect()
}
