//! The known vulnerabilities that go with packages.

use std::collections::BTreeSet;

use deps::Vulnerability;
use finding::{Notice, NoticeKind};
use packages::Ecosystem;
use source::{Files, Limits};

use super::installed::Site;
use crate::packages::{in_program, read_site, scan_notice, sites};

/// A package with known vulnerabilities of which no copy stays.
#[derive(Debug, Clone, PartialEq)]
pub struct Vanished {
    /// Where it is known.
    pub ecosystem: Ecosystem,
    /// Its name as written.
    pub name: String,
    /// Its version.
    pub version: Option<String>,
    /// What is known of it, the worst first.
    pub vulnerabilities: Vec<Vulnerability>,
}

/// What is known of packages that go, by their places, and of no copy that stays.
pub(super) fn vanished(
    files: &dyn Files,
    site: &Site,
    gone: &BTreeSet<usize>,
    limits: &Limits,
) -> (Vec<Vanished>, Vec<Notice>) {
    if gone.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let read = sites(files).into_iter().filter_map(|(folder, own)| read_site(files, &folder, &own, limits));
    let listings: Vec<_> = read.map(|(listing, _)| listing).collect();
    let judgement = match in_program().and_then(|indexes| deps::judge(&listings, &indexes)) {
        Ok(judgement) => judgement,
        Err(error) => return (Vec::new(), vec![scan_notice(NoticeKind::Unreadable, error.to_string())]),
    };
    let goes = |place: Option<&str>| {
        let package = place.and_then(|place| site.package_of(files.find(place)?));
        package.is_some_and(|package| gone.contains(&package))
    };
    let judged = judgement
        .packages
        .into_iter()
        .filter(|judged| goes(judged.place.as_deref()) && judged.also.iter().all(|(_, place)| goes(place.as_deref())));
    let vanished = judged.map(|judged| Vanished {
        ecosystem: judged.package.ecosystem,
        name: judged.package.written_name,
        version: judged.package.version,
        vulnerabilities: judged.vulnerabilities,
    });
    (vanished.collect(), Vec::new())
}
