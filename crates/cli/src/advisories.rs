//! The advisories that were fetched, for those who judge by them.

use std::sync::Arc;

use ::advisory::Shelf;
use finding::{Notice, NoticeKind, Place};
use packages::Ecosystem;
use scan::Report;

/// The indexes that were fetched, and what is said of files that are none.
pub fn fetched() -> (Vec<Arc<[u8]>>, Vec<Notice>) {
    let shelved = Shelf::of_user().map(|shelf| shelf.read()).unwrap_or_default();
    let indexes = shelved.volumes.iter().flat_map(|(_, volume)| volume.indexes().map(Arc::from)).collect();
    let notice = |(path, why): &(std::path::PathBuf, String)| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let without = "those in the program are asked instead; `maremma db update` fetches them anew";
        let message = format!("fetched advisories, `{name}`: {why}; {without}");
        Notice { place: Place::Scan, kind: NoticeKind::Unreadable, message }
    };
    (indexes, shelved.faults.iter().map(notice).collect())
}

/// Keeps in mind which ecosystems a scan had, for the next update.
pub fn remember(report: &Report) {
    let ecosystems: Vec<Ecosystem> = report.advisories.iter().map(|advised| advised.ecosystem).collect();
    if let Some(shelf) = Shelf::of_user() {
        shelf.remember(&ecosystems);
    }
}
