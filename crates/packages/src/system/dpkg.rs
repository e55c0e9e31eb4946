//! dpkg: paragraphs of fields, one paragraph a package (deb-control(5)).

use std::collections::BTreeMap;

use source::FileId;

use super::{Found, Installed, Release, package};
use crate::archive::Fault;
use crate::text::{Line, lines};
use crate::{Dependency, Ecosystem};

/// The packages whose files are there, whether or not they are set up; of some only settings are left. `usual` is the state
/// of a package of which none is written.
pub(super) fn read(file: FileId, text: &str, release: &Release, usual: &str) -> Found {
    let mut found = Found::default();
    let mut paragraph = Paragraph::default();
    let mut broken = 0_usize;
    for line in lines(file, text).map(Some).chain([None]) {
        match line {
            Some(line) if !line.text.trim().is_empty() => paragraph.take(line),
            _ => match std::mem::take(&mut paragraph) {
                whole if !whole.is_begun => {}
                whole => match installed(&whole, release, usual) {
                    Some(one) => found.installed.extend(one),
                    None => broken += 1,
                },
            },
        }
    }
    if broken > 0 {
        found
            .faults
            .push(Fault::malformed(format!("paragraphs without a package and its version, in number {broken}")));
    }
    found
}

/// The fields of a paragraph by their names in lower case, with the place of the first.
#[derive(Debug, Default)]
struct Paragraph<'t> {
    fields: BTreeMap<String, Line<'t>>,
    is_begun: bool,
}

impl<'t> Paragraph<'t> {
    /// Takes in a line; those that continue a field say nothing that is wanted.
    fn take(&mut self, line: Line<'t>) {
        self.is_begun = true;
        if line.text.starts_with([' ', '\t']) {
            return;
        }
        if let Some((key, value)) = line.text.split_once(':') {
            self.fields.insert(key.to_ascii_lowercase(), Line { text: value.trim(), ..line });
        }
    }

    fn get(&self, key: &str) -> &'t str {
        self.fields.get(key).map_or("", |line| line.text)
    }
}

/// The package of a paragraph; an inner `None` for one that is not installed.
fn installed(paragraph: &Paragraph<'_>, release: &Release, usual: &str) -> Option<Option<Installed>> {
    let (name, version) = (paragraph.get("package"), paragraph.get("version"));
    let state = paragraph.get("status").split_whitespace().last().unwrap_or(usual);
    if !name.is_empty() && matches!(state, "config-files" | "not-installed") {
        return Some(None);
    }
    let span = paragraph.fields.get("version").map(|line| line.span)?;
    if name.is_empty() || version.is_empty() {
        return None;
    }
    // The version of a source is written where it is another one.
    let source = paragraph.get("source").split_whitespace().next().unwrap_or_default();
    let system = release.system("debian", paragraph.get("architecture"), source);
    let mut package = package(Ecosystem::Deb, name, version, system, span);
    package.dependencies = ["pre-depends", "depends"].into_iter().flat_map(|key| needs(paragraph.get(key))).collect();
    Some(Some(Installed { package, files: Vec::new() }))
}

/// What a field such as `a (>= 1), b:any | c` asks for; of several that would do the first is taken.
fn needs(field: &str) -> impl Iterator<Item = Dependency> {
    let one = |asked: &str| {
        let first = asked.split('|').next().unwrap_or_default().trim();
        let (name, range) = first.split_once('(').unwrap_or((first, ""));
        let name = name.split(':').next().unwrap_or_default().trim();
        let range = range.trim_end_matches(')').trim();
        (!name.is_empty()).then(|| Dependency { name: name.to_owned(), range: range.to_owned() })
    };
    field.split(',').filter_map(one)
}

/// The files of a listing: a path on each line, with a checksum before it in some.
pub(super) fn files(listing: &str) -> impl Iterator<Item = &str> {
    listing.lines().filter_map(|line| {
        let path = line.split_once("  ").map_or(line, |(_, path)| path);
        Some(path.trim_start_matches('/')).filter(|path| !path.is_empty() && *path != ".")
    })
}
