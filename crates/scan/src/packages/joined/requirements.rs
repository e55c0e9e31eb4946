//! pip: a list of requirements with the lists that it includes, and with those that say which versions are taken.

use std::collections::{BTreeMap, BTreeSet};

use finding::{Notice, NoticeKind};
use packages::{Format, Included, Input, Inventory, read_requirements};
use source::{FileId, Files, Limits, join_path, parent_path};

use super::{FILES, Text};

/// Reads a list with those that it includes. What only constrains asks for nothing: it narrows what is asked for.
pub(super) fn read(files: &dyn Files, input: Input<'_>) -> Inventory {
    let (mut found, included) = read_requirements(input);
    let mut constraints = Inventory::default();
    let mut seen = BTreeSet::from([(input.file, false)]);
    let mut waiting: Vec<(FileId, Included)> = included.into_iter().rev().map(|own| (input.file, own)).collect();
    while let Some((from, included)) = waiting.pop() {
        let Some(file) = find(files, from, &included) else {
            found.notices.push(included.notice());
            continue;
        };
        if !seen.insert((file, included.is_constraint)) {
            continue;
        }
        if seen.len() > FILES {
            let message = format!("more than {FILES} lists that include each other");
            found.notices.push(Notice::at(included.span, NoticeKind::Limit, message));
            break;
        }
        let Some(text) = Text::of(files, file) else {
            found.notices.push(included.notice());
            continue;
        };
        let (own, below) = read_requirements(text.input(input.limits));
        let to = if included.is_constraint { &mut constraints } else { &mut found };
        to.packages.extend(own.packages);
        to.requirements.extend(own.requirements);
        found.notices.extend(own.notices);
        // What a list of constraints includes constrains too.
        let inherited = |own: Included| Included { is_constraint: own.is_constraint || included.is_constraint, ..own };
        waiting.extend(below.into_iter().rev().map(|own| (file, inherited(own))));
    }
    constrain(&mut found, constraints);
    found
}

/// The lists that others of the scan include as constraints, and none as requirements.
pub(super) fn constraints(files: &dyn Files) -> BTreeSet<FileId> {
    let limits = Limits::default();
    let (mut constraints, mut asked) = (BTreeSet::new(), BTreeSet::new());
    let ids = files.paths().iter().zip(0..).map(|(path, id)| (path, FileId(id)));
    for (_, file) in ids.filter(|(path, _)| Format::of_path(path) == Some(Format::Requirements)) {
        let Some(text) = Text::of(files, file).filter(|text| text.text.contains("-c") || text.text.contains("-r"))
        else {
            continue;
        };
        for own in read_requirements(text.input(&limits)).1 {
            let to = if own.is_constraint { &mut constraints } else { &mut asked };
            to.extend(find(files, file, &own));
        }
    }
    constraints.difference(&asked).copied().collect()
}

/// The file of an included list, if it lies in the scanned folder.
fn find(files: &dyn Files, from: FileId, included: &Included) -> Option<FileId> {
    files.find(&join_path(parent_path(files.path(from)), &included.path)?)
}

/// Narrows what is asked for to what constraints allow. A constraint that lets one version pass says which is taken.
fn constrain(found: &mut Inventory, constraints: Inventory) {
    let pinned: BTreeSet<String> = found.packages.iter().map(|package| package.name.clone()).collect();
    let asked: BTreeSet<&String> = found.requirements.iter().map(|requirement| &requirement.name).collect();
    let is_new = |name: &String| asked.contains(name) && !pinned.contains(name);
    let taken: Vec<_> = constraints.packages.into_iter().filter(|package| is_new(&package.name)).collect();
    let ranges: BTreeMap<String, String> =
        constraints.requirements.into_iter().map(|requirement| (requirement.name, requirement.range)).collect();
    for requirement in found.requirements.iter_mut().filter(|requirement| !pinned.contains(&requirement.name)) {
        let Some(range) = ranges.get(&requirement.name).filter(|range| !range.is_empty()) else { continue };
        requirement.range =
            if requirement.range.is_empty() { range.clone() } else { format!("{},{range}", requirement.range) };
    }
    found.packages.extend(taken);
}
