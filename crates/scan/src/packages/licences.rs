//! The licences of packages, held against what the project takes.

use std::collections::BTreeSet;

use deps::{Listing, Refused};
use finding::{Notice, NoticeKind};
use packages::Package;
use sbom::{Refusal, Verdict};

use super::notices::scan_notice;
use crate::LicenceRules;

/// The packages whose licence the project does not take, and a notice of those whose licence is not known.
pub(super) fn judge(listings: &[Listing], rules: &LicenceRules) -> (Vec<Refused>, Option<Notice>) {
    let (mut refused, mut missing, mut unreadable) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    for listing in listings {
        let mut seen = BTreeSet::new();
        for (number, package) in listing.inventory.packages.iter().enumerate() {
            let key = (package.ecosystem, &package.name, &package.version);
            let decided = rules.of(package.ecosystem.purl_kind(), &package.name, package.version.as_deref());
            let licence = match decided.map(|rule| rule.licence.as_deref()) {
                Some(None) => continue,
                Some(said) => said,
                None => package.licence.as_deref(),
            };
            match rules.policy.judge(licence) {
                Verdict::Accepted => {}
                Verdict::Missing => drop(missing.insert(key)),
                Verdict::Unreadable(_) => drop(unreadable.insert(key)),
                Verdict::Refused(reasons) if seen.insert(key) => {
                    refused.push(refusal(package, listing, number, licence.unwrap_or_default(), &reasons));
                }
                Verdict::Refused(_) => {}
            }
        }
    }
    // What one file is silent about another may say.
    missing.retain(|key| !listings.iter().flat_map(|own| &own.inventory.packages).any(|own| is_said(own, *key)));
    (refused, unknown(missing.len(), unreadable.len()))
}

type Key<'p> = (packages::Ecosystem, &'p String, &'p Option<String>);

fn is_said(package: &Package, key: Key<'_>) -> bool {
    package.licence.is_some() && (package.ecosystem, &package.name, &package.version) == key
}

fn refusal(package: &Package, listing: &Listing, number: usize, licence: &str, reasons: &[Refusal]) -> Refused {
    let reason = |refusal: &Refusal| match refusal {
        Refusal::Denied(one) => format!("`{one}` is denied"),
        Refusal::NotAllowed(one) => format!("`{one}` is not among those allowed"),
    };
    Refused {
        package: package.clone(),
        place: listing.places.get(number).cloned(),
        functions: listing.functions.clone(),
        licence: licence.to_owned(),
        reasons: reasons.iter().map(reason).collect(),
    }
}

/// Says of how many packages the licence is not known.
fn unknown(missing: usize, unreadable: usize) -> Option<Notice> {
    let packages = |count| if count == 1 { "1 package".to_owned() } else { format!("{count} packages") };
    let missing = (missing > 0).then(|| format!("of {} no licence is known", packages(missing)));
    let unreadable =
        (unreadable > 0).then(|| format!("of {} the licence is no expression of SPDX", packages(unreadable)));
    let what: Vec<String> = missing.into_iter().chain(unreadable).collect();
    let message = format!("{}: the project's policy was not held against them", what.join("; "));
    (!what.is_empty()).then(|| scan_notice(NoticeKind::Unresolved, message))
}
