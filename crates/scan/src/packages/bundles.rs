//! Functions that are built to one file: the packages in it.

use std::collections::{BTreeMap, BTreeSet};

use deps::{Form, Listing};
use finding::{Notice, NoticeKind};
use packages::{
    Bundle, BundleIndex, BundledVersion, Candidate, Coverage, Ecosystem, Inventory, Package, Requirement, is_bundle,
    is_script, map_beside, read_bundle,
};
use source::{FileId, Files, Limits, Span, join_path, parent_path};

use super::folders;

/// The packages that a bundle may hold: those that the listed files in its folder lock, or else those of the nearest folder above.
pub(super) fn candidates(files: &dyn Files, file: FileId, listings: &[Listing]) -> Vec<Candidate> {
    let mut locked: BTreeMap<&str, Vec<&Package>> = BTreeMap::new();
    for listing in listings.iter().filter(|listing| listing.form == Form::List) {
        let own = listing.inventory.packages.iter().filter(|own| own.ecosystem == Ecosystem::Npm);
        locked.entry(parent_path(files.path(listing.file))).or_default().extend(own);
    }
    let nearest =
        folders(parent_path(files.path(file))).find_map(|folder| locked.get(folder).filter(|own| !own.is_empty()));
    let all: BTreeSet<Candidate> = nearest.into_iter().flatten().map(|own| Candidate::of(own)).collect();
    all.into_iter().collect()
}

/// What a file of JavaScript holds of others, if it is a bundle that holds any; and how much of it that is.
pub(super) fn read(
    files: &dyn Files,
    file: FileId,
    listings: &[Listing],
    limits: &Limits,
) -> Option<(Listing, Vec<Coverage>)> {
    if !is_script(files.path(file)) {
        return None;
    }
    // What cannot be read is said by those who read all code.
    let content = files.read(file).ok()?;
    // In UTF-16 no sign can be seen before it is decoded.
    let is_wide = content.starts_with(&[0xff, 0xfe]) || content.starts_with(&[0xfe, 0xff]);
    if !is_wide && !is_bundle(&content) {
        return None;
    }
    let (text, said) = syntax::decode(file, content);
    if is_wide && !is_bundle(text.as_bytes()) {
        return None;
    }
    let candidates = candidates(files, file, listings);
    let (map, fault) = beside(files, file, &text);
    let mut bundle = read_bundle(file, &text, map.as_deref(), &candidates, &BundleIndex::embedded(), limits);
    bundle.notices.extend(said.into_iter().chain(fault));
    (!bundle.packages.is_empty()).then(|| listing(file, bundle))
}

/// The source map that a bundle names, if the scan has it, and why it cannot be read.
fn beside(files: &dyn Files, file: FileId, text: &str) -> (Option<String>, Option<Notice>) {
    let path = map_beside(text).and_then(|map| join_path(parent_path(files.path(file)), map));
    match path.and_then(|path| files.find(&path)).map(|map| (map, files.read(map))) {
        None => (None, None),
        Some((_, Ok(bytes))) => (Some(String::from_utf8_lossy(&bytes).into_owned()), None),
        Some((map, Err(error))) => (None, Some(Notice::file(map, NoticeKind::Unreadable, error.to_string()))),
    }
}

/// A bundle as a file that lists packages. A package of which only the neighbours of its version are known is asked for as a range.
fn listing(file: FileId, bundle: Bundle) -> (Listing, Vec<Coverage>) {
    let mut inventory = Inventory { notices: bundle.notices, ..Inventory::default() };
    let count = bundle.packages.len();
    for own in bundle.packages {
        let packages = own.packages(file);
        match own.version {
            BundledVersion::Between(after, before) => {
                let after = after.map(|version| format!(">{version}"));
                let before = before.map(|version| format!("<{version}"));
                let range: Vec<String> = after.into_iter().chain(before).collect();
                let span = packages.first().map_or(Span::new(file, 0, 0), |own| own.span);
                inventory.requirements.push(Requirement::new(Ecosystem::Npm, &own.name, &range.join(" "), span));
            }
            BundledVersion::Exact(_) | BundledVersion::OneOf(_) | BundledVersion::Unknown => {
                inventory.packages.extend(packages)
            }
        }
    }
    let coverage = Coverage {
        inside: String::new(),
        entries: count,
        identified_bytes: bundle.identified_bytes,
        unknown_bytes: bundle.unknown_bytes,
    };
    (Listing::new(file, Form::Bundle, inventory, Vec::new()), vec![coverage])
}
