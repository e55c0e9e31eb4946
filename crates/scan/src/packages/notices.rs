//! What is said of packages that were not looked up, and of advisories that may not know.

use std::collections::{BTreeMap, BTreeSet};

use deps::{Listing, Unchecked};
use finding::{Notice, NoticeKind, Place};
use source::{FileId, Files, Span};

use super::Advised;
use crate::Date;

/// Advisories older than this may lack what everybody knows.
const MAX_AGE_DAYS: i64 = 30;

/// Says that advisories are old, or know nothing of malicious packages.
pub(super) fn age(advised: &Advised, as_of: &Date) -> Option<Notice> {
    let name = advised.ecosystem.name();
    let days = advised.as_of.parse::<Date>().ok().map(|day| as_of.unix_days() - day.unix_days());
    let old = match days {
        Some(days) if days <= MAX_AGE_DAYS => None,
        Some(days) => Some(format!("are of {}, {days} days old, and not all there were", advised.as_of)),
        None => Some("are of no known day".to_owned()),
    };
    let bare = (advised.malicious == 0).then(|| "know of no malicious packages".to_owned());
    let what: Vec<String> = old.into_iter().chain(bare).collect();
    (!what.is_empty()).then(|| {
        scan_notice(
            NoticeKind::Unresolved,
            format!(
                "the {} advisories of {name} {}; `maremma db update` fetches newer ones",
                advised.records,
                what.join("; they ")
            ),
        )
    })
}

/// Says how many packages were not looked up, and why.
pub(super) fn unchecked(why: Unchecked, count: usize) -> Notice {
    let (kind, why) = match why {
        Unchecked::Origin => {
            (NoticeKind::Unsupported, "from a repository, folder or URL, for which there are no advisories")
        }
        Unchecked::Version => (NoticeKind::Unresolved, "without a version in the file"),
        Unchecked::Range => (NoticeKind::Unresolved, "with a range that cannot be read"),
        Unchecked::Ecosystem => (NoticeKind::Unsupported, "of an ecosystem without advisories"),
    };
    let what = if count == 1 { "1 package was".to_owned() } else { format!("{count} packages were") };
    scan_notice(kind, format!("{what} not looked up: {why}"))
}

/// Says how many requirements nothing locks.
pub(super) fn unlocked(count: usize) -> Notice {
    let message = match count {
        1 => "1 requirement has no lockfile: nothing of what it needs in turn was looked up".to_owned(),
        many => format!("{many} requirements have no lockfile: nothing of what they need in turn was looked up"),
    };
    scan_notice(NoticeKind::Unresolved, message)
}

/// Says once of each file that is not given of how many requirements it has the version.
pub(super) fn unversioned(listings: &[Listing]) -> Vec<Notice> {
    let mut sources: BTreeMap<&str, BTreeSet<Span>> = BTreeMap::new();
    for own in listings.iter().flat_map(|listing| &listing.inventory.unversioned) {
        sources.entry(&own.from).or_default().insert(own.span);
    }
    let said = sources.into_iter().filter_map(|(from, places)| {
        let first = places.first()?;
        let files: BTreeSet<FileId> = places.iter().map(|place| place.file).collect();
        let what = match places.len() {
            1 => "the version of 1 requirement comes".to_owned(),
            many if files.len() == 1 => format!("the versions of {many} requirements come"),
            many => format!("the versions of {many} requirements in {} files come", files.len()),
        };
        Some(Notice::at(*first, NoticeKind::Unresolved, format!("{what} from {from}, which is not among the files")))
    });
    said.collect()
}

/// A notice of the scan as a whole.
pub(crate) fn scan_notice(kind: NoticeKind, message: String) -> Notice {
    Notice { place: Place::Scan, kind, message }
}

/// Files that tell of packages as well, and are not read.
const UNREAD: [&str; 6] = ["build.gradle", "build.gradle.kts", "setup.py", "bun.lockb", "Gemfile", "paket.lock"];

/// Says which of these there are, unless a lockfile beside them answers.
pub(super) fn unread(files: &dyn Files) -> Vec<Notice> {
    let names = files.paths().iter().zip(0..).filter_map(|(path, file)| {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let own = UNREAD.into_iter().find(|own| *own == name)?;
        let locks = ["gradle.lockfile", "bun.lock", "Gemfile.lock"];
        let locked = locks.iter().any(|lock| files.find(format!("{folder}/{lock}").trim_start_matches('/')).is_some());
        (!locked).then_some((FileId(file), own))
    });
    let said = names.map(|(file, name)| {
        Notice::file(file, NoticeKind::Unsupported, format!("packages that `{name}` asks for are not read yet"))
    });
    said.collect()
}
