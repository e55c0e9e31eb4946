//! apk: lines of a letter and a value, a paragraph for each package.

use source::FileId;

use super::{Found, Installed, Release, package};
use crate::archive::Fault;
use crate::text::{Line, lines};
use crate::{Dependency, Ecosystem};

/// How many times its text the paths of a database may be together: the name of a folder counts for each of its files.
const FILES: usize = 8;

/// What was read of a paragraph.
#[derive(Debug, Default)]
struct Paragraph<'t> {
    name: &'t str,
    version: Option<Line<'t>>,
    architecture: &'t str,
    origin: &'t str,
    needs: &'t str,
    folder: &'t str,
    files: Vec<String>,
    is_begun: bool,
}

/// The packages that are installed.
pub(super) fn read(file: FileId, text: &str, release: &Release) -> Found {
    let mut found = Found::default();
    let mut paragraph = Paragraph::default();
    let (mut broken, mut left) = (0_usize, text.len().saturating_mul(FILES));
    for line in lines(file, text).map(Some).chain([None]) {
        match line {
            Some(line) if !line.text.trim().is_empty() => paragraph.take(line, &mut left),
            _ => {
                let whole = std::mem::take(&mut paragraph);
                let is_begun = whole.is_begun;
                match installed(whole, release) {
                    Some(one) => found.installed.push(one),
                    None => broken += usize::from(is_begun),
                }
            }
        }
    }
    if broken > 0 {
        found
            .faults
            .push(Fault::malformed(format!("paragraphs without a package and its version, in number {broken}")));
    }
    found
}

impl<'t> Paragraph<'t> {
    /// Takes in a line, and the path of a file as long as bytes are left for it.
    fn take(&mut self, line: Line<'t>, left: &mut usize) {
        self.is_begun = true;
        let Some((key, value)) = line.text.split_once(':') else { return };
        let value = value.trim();
        match key {
            "P" => self.name = value,
            "V" => self.version = Some(Line { text: value, ..line }),
            "A" => self.architecture = value,
            "o" => self.origin = value,
            "D" => self.needs = value,
            "F" => self.folder = value,
            "R" => {
                let Some(rest) = left.checked_sub(self.folder.len() + value.len()) else { return };
                *left = rest;
                let path = if self.folder.is_empty() { value.to_owned() } else { format!("{}/{value}", self.folder) };
                self.files.push(path);
            }
            _ => {}
        }
    }
}

fn installed(paragraph: Paragraph<'_>, release: &Release) -> Option<Installed> {
    let version = paragraph.version.filter(|version| !version.text.is_empty() && !paragraph.name.is_empty())?;
    let origin = Some(paragraph.origin).filter(|origin| *origin != paragraph.name).unwrap_or_default();
    let system = release.system("alpine", paragraph.architecture, origin);
    let mut package = package(Ecosystem::Apk, paragraph.name, version.text, system, version.span);
    package.dependencies = paragraph.needs.split_whitespace().filter_map(need).collect();
    Some(Installed { package, files: paragraph.files })
}

/// A package that is needed: `musl>=1.2`. What only some package provides, such as `so:libc.so`, names none, and `!a` asks
/// for its absence.
fn need(word: &str) -> Option<Dependency> {
    let end = word.find(['<', '>', '=', '~']).unwrap_or(word.len());
    let (name, range) = word.split_at_checked(end)?;
    let is_name = !name.is_empty() && !name.contains([':', '/', '!']);
    is_name.then(|| Dependency { name: name.to_owned(), range: range.to_owned() })
}
