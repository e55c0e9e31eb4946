//! The files in which rpm keeps its headers: SQLite, its own `ndb` of SUSE, and Berkeley DB of old systems.
//!
//! All that is read is one table, from its first page to its last, so that no library of a database is needed. Numbers of
//! pages are not believed: each page is read once.

mod berkeley;
mod ndb;
mod sqlite;

use crate::archive::Fault;

/// What was read of a database: the headers, and what is wrong with it.
pub(super) type Headers = (Vec<Vec<u8>>, Vec<Fault>);

/// The headers of a database of any of the three kinds.
pub(super) fn headers(bytes: &[u8]) -> Headers {
    let read = [sqlite::headers, ndb::headers, berkeley::headers].into_iter().find_map(|read| read(bytes));
    read.unwrap_or_else(|| (Vec::new(), vec![Fault::malformed("it is no database of rpm that is known")]))
}

/// A number of bytes, the lowest first.
fn little(bytes: &[u8], at: usize, width: usize) -> Option<usize> {
    usize::try_from(crate::archive::number(bytes, at, width)?).ok()
}
