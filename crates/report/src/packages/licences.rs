//! The licences of packages, each with the packages that have it.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use packages::Package;
use sbom::Licence;
use scan::Packages;
use serde::Serialize;

use crate::style::{Style, Tone, count, plain};

/// Licences as SPDX writes them, or as they were written where they are no expressions; the packages of each. Those of which
/// no file says the licence are without.
#[derive(Default)]
struct Licences<'p> {
    named: BTreeMap<String, BTreeSet<String>>,
    unknown: BTreeSet<String>,
    refused: BTreeMap<String, &'p [String]>,
}

#[derive(Serialize)]
struct Document<'l> {
    version: &'static str,
    licences: Vec<Row<'l>>,
    /// Packages of which no file says the licence.
    unknown: &'l BTreeSet<String>,
    /// What the project's policy does not take.
    refused: Vec<RefusedRow<'l>>,
}

#[derive(Serialize)]
struct Row<'l> {
    licence: &'l str,
    is_spdx: bool,
    packages: &'l BTreeSet<String>,
}

#[derive(Serialize)]
struct RefusedRow<'l> {
    package: &'l str,
    reasons: &'l [String],
}

impl<'p> Licences<'p> {
    fn of(found: &'p Packages) -> Self {
        let mut all = Self::default();
        for package in found.listings.iter().flat_map(|listing| &listing.inventory.packages) {
            let name = name(package);
            let Some(text) = &package.licence else {
                all.unknown.insert(name);
                continue;
            };
            let written = Licence::parse(text).map_or_else(|_| text.clone(), |licence| licence.as_str().to_owned());
            all.named.entry(written).or_default().insert(name);
        }
        // What one file is silent about another may say.
        let said: BTreeSet<&String> = all.named.values().flatten().collect();
        all.unknown.retain(|name| !said.contains(name));
        let refused = found.judgement.licences.iter();
        all.refused = refused.map(|refused| (name(&refused.package), refused.reasons.as_slice())).collect();
        all
    }
}

/// `npm/left-pad@1.3.0`.
fn name(package: &Package) -> String {
    let version = package.version.as_ref().map_or_else(String::new, |version| format!("@{version}"));
    format!("{}/{}{version}", package.ecosystem.purl_kind(), package.name)
}

/// Writes the licences for people: for each the packages, those of which nothing is known last.
///
/// # Errors
/// Those of `out`.
pub fn licences(found: &Packages, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let all = Licences::of(found);
    let unknown = (!all.unknown.is_empty()).then(|| ("no known licence".to_owned(), &all.unknown));
    for (licence, packages) in all.named.iter().map(|(licence, own)| (plain(licence), own)).chain(unknown) {
        let head = style.paint(Tone::Strong, &licence);
        writeln!(out, "{head} · {}", count(packages.len(), "package"))?;
        for package in packages {
            let refused =
                all.refused.get(package).map_or_else(String::new, |reasons| format!(": {}", reasons.join(", ")));
            writeln!(out, "  {}", plain(&format!("{package}{refused}")))?;
        }
        writeln!(out)?;
    }
    let refused = match all.refused.len() {
        0 => String::new(),
        many => format!(", {} not taken by the project", count(many, "package")),
    };
    writeln!(out, "{}{refused}", count(all.named.len(), "licence"))
}

/// Writes the licences as JSON.
///
/// # Errors
/// Those of `out`.
pub fn licences_json(found: &Packages, out: &mut dyn Write) -> io::Result<()> {
    let all = Licences::of(found);
    let row = |(licence, packages)| Row { licence, is_spdx: Licence::parse(licence).is_ok(), packages };
    let refused = all.refused.iter().map(|(package, reasons)| RefusedRow { package, reasons });
    let document = Document {
        version: "1",
        licences: all.named.iter().map(|(licence, packages)| row((licence.as_str(), packages))).collect(),
        unknown: &all.unknown,
        refused: refused.collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}
