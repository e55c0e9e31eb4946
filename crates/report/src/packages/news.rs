//! What is new in stored bills of materials since they were last judged.

use std::io::{self, Write};

use scan::Packages;
use serde::Serialize;
use source::Files;

use super::{PackageShape, alone, package_line};
use crate::style::{Style, Tone, count, plain};

#[derive(Serialize)]
struct Document<'p> {
    version: &'static str,
    /// Whether nothing was known before, so that all is new.
    first: bool,
    new: Vec<FileShape<'p>>,
    /// How many vulnerabilities are gone.
    gone: usize,
}

#[derive(Serialize)]
struct FileShape<'p> {
    path: &'p str,
    packages: Vec<PackageShape<'p>>,
}

/// Writes what is new, which is all that `found` has, for people.
///
/// # Errors
/// Those of `out`.
pub fn news(
    found: &Packages,
    files: &dyn Files,
    is_first: bool,
    gone: usize,
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    for listing in &found.listings {
        let own = found.judgement.packages.iter().filter(|judged| judged.package.span.file == listing.file);
        let lines: Vec<String> = own.map(|judged| package_line(judged, style)).collect();
        if !lines.is_empty() {
            writeln!(out, "{}", style.paint(Tone::Strong, &plain(files.path(listing.file))))?;
            lines.iter().try_for_each(|line| writeln!(out, "  {line}"))?;
            writeln!(out)?;
        }
    }
    let number: usize = found.judgement.packages.iter().map(|judged| judged.vulnerabilities.len()).sum();
    let new = match is_first {
        true => format!("first run: all that is known is new, {number} in number"),
        false => format!("{number} new"),
    };
    writeln!(out, "{} looked at · {new} · {gone} gone", count(found.listings.len(), "file"))
}

/// Writes what is new as JSON.
///
/// # Errors
/// Those of `out`.
pub fn news_json(
    found: &Packages,
    files: &dyn Files,
    is_first: bool,
    gone: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let file = |listing: &deps::Listing| {
        let own = found.judgement.packages.iter().filter(|judged| judged.package.span.file == listing.file);
        let packages = own.map(alone).collect();
        (listing.file, packages)
    };
    let new = found.listings.iter().map(file).filter(|(_, packages): &(_, Vec<_>)| !packages.is_empty());
    let new = new.map(|(own, packages)| FileShape { path: files.path(own), packages }).collect();
    serde_json::to_writer_pretty(&mut *out, &Document { version: "1", first: is_first, new, gone })?;
    writeln!(out)
}
