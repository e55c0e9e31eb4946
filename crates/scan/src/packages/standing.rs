//! What lists and artifacts say together: which listed packages are shipped, and which line of a list tells of a package
//! that is.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use deps::{Evidence, Form, Listing, Standing, Tier};
use packages::{Ecosystem, Package};
use source::{Files, parent_path};

use super::carried::{Carried, ecosystems_of};

/// Says of each listing for whom it is, and of each package what lists and artifacts say of it together.
pub(super) fn stand(files: &dyn Files, listings: &mut [Listing], carried: &[Carried]) {
    own(listings, carried);
    let related = related(files, listings, carried);
    let hidden = hidden(listings, carried);
    let mut told: Vec<Vec<Standing>> = (0..listings.len()).map(|place| artifact(place, listings, &related)).collect();
    for ((listing, package), standing) in hidden {
        if let Some(own) = told.get_mut(listing).and_then(|own| own.get_mut(package)) {
            (own.functions, own.hidden_by) = standing;
        }
    }
    for (place, listing) in listings.iter().enumerate().filter(|(_, listing)| listing.form == Form::List) {
        let artifacts: Vec<&Listing> =
            related.get(&place).into_iter().flatten().filter_map(|own| listings.get(*own)).collect();
        let standings = listed(listing, &artifacts);
        if let Some(own) = told.get_mut(place) {
            *own = standings;
        }
    }
    let answers: Vec<BTreeSet<usize>> = (0..listings.len()).map(|place| answered(place, listings, &related)).collect();
    let is_seen: Vec<bool> = (0..listings.len()).map(|place| is_seen(place, listings, &related)).collect();
    for (((listing, standings), answered), is_seen) in listings.iter_mut().zip(told).zip(answers).zip(is_seen) {
        listing.standings = standings;
        listing.answered.extend(answered);
        if listing.form == Form::List && is_seen {
            listing.evidence = Evidence::ONLY_LISTED;
        }
    }
}

/// The functions and layers of each listing, and of artifacts that are not deployed what they are evidence for.
fn own(listings: &mut [Listing], carried: &[Carried]) {
    let mut evidence: BTreeMap<usize, Evidence> = BTreeMap::new();
    for function in carried {
        for part in &function.parts {
            let Some(listing) = listings.get_mut(part.listing) else { continue };
            if !listing.functions.contains(&function.function) {
                listing.functions.push(function.function.clone());
            }
            if let Some(layer) = part.layer.as_ref().filter(|layer| !listing.layers.contains(layer)) {
                listing.layers.push(layer.clone());
            }
            let best = evidence.entry(part.listing).or_insert(part.evidence);
            *best = (*best).max(part.evidence);
        }
    }
    for (place, best) in evidence {
        if let Some(listing) = listings.get_mut(place).filter(|listing| listing.form != Form::List) {
            listing.evidence = best;
        }
    }
}

/// Which artifacts each list, and which lists each artifact belongs to: those of one folder, and those of one function or
/// one layer; of the same ecosystem. Those of one folder come first.
fn related(files: &dyn Files, listings: &[Listing], carried: &[Carried]) -> BTreeMap<usize, Vec<usize>> {
    let kinds: Vec<BTreeSet<Ecosystem>> = listings.iter().map(|listing| ecosystems_of(listing).collect()).collect();
    let mut related: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut relate = |list: usize, artifact: usize| {
        let pair = (kinds.get(list), kinds.get(artifact));
        if !matches!(pair, (Some(one), Some(other)) if !one.is_disjoint(other)) {
            return;
        }
        for (one, other) in [(list, artifact), (artifact, list)] {
            let others = related.entry(one).or_default();
            if !others.contains(&other) {
                others.push(other);
            }
        }
    };
    let is_list = |place: usize| listings.get(place).is_some_and(|listing| listing.form == Form::List);
    let mut by_folder: HashMap<&str, Vec<usize>> = HashMap::new();
    for (place, listing) in listings.iter().enumerate().filter(|(place, _)| is_list(*place)) {
        by_folder.entry(parent_path(files.path(listing.file))).or_default().push(place);
    }
    for (place, listing) in listings.iter().enumerate() {
        let Form::Folder(folder) = &listing.form else { continue };
        let lists = [Some(folder.as_str()), project_of(folder)].into_iter().flatten();
        let lists = lists.filter_map(|folder| by_folder.get(folder)).flatten();
        lists.for_each(|list| relate(*list, place));
    }
    // Functions that carry the same are many.
    let groups: BTreeSet<(Option<&str>, Vec<usize>)> = carried.iter().flat_map(groups).collect();
    for (_, parts) in &groups {
        let (lists, artifacts): (Vec<usize>, Vec<usize>) = parts.iter().copied().partition(|place| is_list(*place));
        lists.iter().for_each(|list| artifacts.iter().for_each(|artifact| relate(*list, *artifact)));
    }
    related
}

/// The folder of the project whose packages are installed in a folder, if that is one of those that platforms prescribe: that
/// of Azure Functions, and those of layers.
fn project_of(folder: &str) -> Option<&str> {
    let parts: Vec<&str> = folder.rsplit('/').take(4).collect();
    let depth = match parts.as_slice() {
        ["site-packages", "lib", ".python_packages", ..] => 3,
        ["site-packages", version, "lib", "python"] if version.starts_with("python") => 4,
        [version, "nodejs", ..] if version.starts_with("node") => 2,
        ["python" | "nodejs", ..] => 1,
        _ => return None,
    };
    let mut above = std::iter::successors(Some(folder), |folder| Some(parent_path(folder)));
    above.nth(depth)
}

/// A function's own parts, and those of each of its layers.
fn groups(carried: &Carried) -> Vec<(Option<&str>, Vec<usize>)> {
    let mut groups: BTreeMap<Option<&str>, Vec<usize>> = BTreeMap::new();
    for part in &carried.parts {
        groups.entry(part.layer.as_deref()).or_default().push(part.listing);
    }
    groups.into_iter().collect()
}

/// A package that some functions do not take: those that do, and what ships the copy that is taken, if none does.
type Taken = (Option<Vec<String>>, Option<String>);

/// Of each package that another copy hides from a function which functions take it all the same.
fn hidden(listings: &[Listing], carried: &[Carried]) -> BTreeMap<(usize, usize), Taken> {
    let mut hidden: BTreeMap<(usize, usize), Vec<(&str, &str)>> = BTreeMap::new();
    for function in carried {
        for own in &function.hidden {
            hidden.entry((own.listing, own.package)).or_default().push((&function.function, &own.by));
        }
    }
    let taken = hidden.into_iter().map(|(place, hiders)| {
        let all = listings.get(place.0).map_or(&[][..], |listing| &listing.functions);
        let takes = |name: &&String| !hiders.iter().any(|(function, _)| function == name);
        let left: Vec<String> = all.iter().filter(takes).cloned().collect();
        let by = hiders.first().map(|(_, by)| (*by).to_owned()).filter(|_| left.is_empty());
        (place, (Some(left), by))
    });
    taken.collect()
}

type Name<'p> = (Ecosystem, &'p str, Option<&'p str>);

fn name(package: &Package) -> Name<'_> {
    (package.ecosystem, package.name.as_str(), package.version.as_deref())
}

/// What is known of the packages of an artifact: the line of a list that tells of each.
fn artifact(place: usize, listings: &[Listing], related: &BTreeMap<usize, Vec<usize>>) -> Vec<Standing> {
    let Some(listing) = listings.get(place).filter(|listing| listing.form != Form::List) else { return Vec::new() };
    let mut lines: HashMap<Name<'_>, (usize, usize)> = HashMap::new();
    for list in related.get(&place).into_iter().flatten() {
        let packages = listings.get(*list).map_or(&[][..], |own| &own.inventory.packages);
        for (number, package) in packages.iter().enumerate() {
            lines.entry(name(package)).or_insert((*list, number));
        }
    }
    let standing = |package: &Package| Standing {
        evidence: listing.evidence,
        told_by: lines.get(&name(package)).copied(),
        ..Standing::default()
    };
    listing.inventory.packages.iter().map(standing).collect()
}

/// What is known of the packages of a list: whether the artifacts that it belongs to have them.
fn listed(listing: &Listing, artifacts: &[&Listing]) -> Vec<Standing> {
    let mut best: HashMap<Name<'_>, Evidence> = HashMap::new();
    let mut looked: BTreeSet<Ecosystem> = BTreeSet::new();
    for artifact in artifacts {
        for package in &artifact.inventory.packages {
            if artifact.evidence.evaluated >= Tier::Shipped {
                looked.insert(package.ecosystem);
            }
            let own = best.entry(name(package)).or_insert(artifact.evidence);
            *own = (*own).max(artifact.evidence);
        }
    }
    if looked.is_empty() {
        return Vec::new();
    }
    let standing = |package: &Package| {
        let is_looked_at = looked.contains(&package.ecosystem);
        let without = if is_looked_at { Evidence::ONLY_LISTED } else { Evidence::LISTED };
        Standing { evidence: best.get(&name(package)).copied().unwrap_or(without), ..Standing::default() }
    };
    listing.inventory.packages.iter().map(standing).collect()
}

/// The requirements of a list that are installed at some version.
fn answered(place: usize, listings: &[Listing], related: &BTreeMap<usize, Vec<usize>>) -> BTreeSet<usize> {
    let Some(listing) = listings.get(place).filter(|listing| listing.form == Form::List) else {
        return BTreeSet::new();
    };
    if listing.inventory.requirements.is_empty() {
        return BTreeSet::new();
    }
    let artifacts = related.get(&place).into_iter().flatten().filter_map(|own| listings.get(*own));
    let installed: HashSet<(Ecosystem, &str)> = artifacts
        .flat_map(|own| &own.inventory.packages)
        .map(|package| (package.ecosystem, package.name.as_str()))
        .collect();
    let requirements = listing.inventory.requirements.iter().enumerate();
    let answered = requirements.filter(|(_, own)| installed.contains(&(own.ecosystem, own.name.as_str())));
    answered.map(|(number, _)| number).collect()
}

/// Whether what is shipped of what a list names was seen.
fn is_seen(place: usize, listings: &[Listing], related: &BTreeMap<usize, Vec<usize>>) -> bool {
    let mut artifacts = related.get(&place).into_iter().flatten().filter_map(|own| listings.get(*own));
    artifacts.any(|own| own.evidence.evaluated >= Tier::Shipped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn platforms_prescribe_where_packages_are_installed() {
        let cases = [
            ("app/.python_packages/lib/site-packages", Some("app")),
            ("python/lib/python3.13/site-packages", Some("")),
            ("layers/a/nodejs/node22", Some("layers/a")),
            ("layers/a/nodejs", Some("layers/a")),
            ("python", Some("")),
            ("app", None),
            ("app/lib/site-packages", None),
        ];
        for (folder, project) in cases {
            assert_eq!(project_of(folder), project, "{folder}");
        }
    }
}
