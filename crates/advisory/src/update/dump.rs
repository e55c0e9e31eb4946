//! `all.zip`: every record of an ecosystem as a file of its own.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read as _};
use std::path::Path;

use zip::ZipArchive;

use crate::UpdateError;

/// A record larger than this is none.
pub(super) const RECORD_BYTES: u64 = 16 << 20;
/// Records of a dump: ten times what all ecosystems together have.
const RECORDS: usize = 10_000_000;
/// What a dump may unpack to.
const UNPACKED_BYTES: u64 = 16 << 30;

/// Gives each record of a dump, by its id and text, to somebody, who may refuse to go on; tells how many could not be read.
pub(super) fn each(
    path: &Path,
    mut take: impl FnMut(&str, &str) -> Result<(), UpdateError>,
) -> Result<usize, UpdateError> {
    let malformed = |reason: &dyn ToString| UpdateError::malformed(format!("`{}`", path.display()), reason.to_string());
    let file = File::open(path).map_err(UpdateError::file(path))?;
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|error| malformed(&error))?;
    if archive.len() > RECORDS {
        return Err(malformed(&"it has too many files"));
    }
    let (mut unread, mut unpacked, mut text) = (0, 0_u64, Vec::new());
    for number in 0..archive.len() {
        text.clear();
        let entry = archive.by_index(number);
        let read = entry.ok().and_then(|entry| {
            let id = entry.name().ok()?.strip_suffix(".json")?.to_owned();
            entry.take(RECORD_BYTES + 1).read_to_end(&mut text).ok()?;
            Some(id)
        });
        unpacked += text.len() as u64;
        if unpacked > UNPACKED_BYTES {
            return Err(malformed(&"it unpacks to more than any dump"));
        }
        match (read, std::str::from_utf8(&text)) {
            (Some(id), Ok(text)) if text.len() as u64 <= RECORD_BYTES => take(&id, text)?,
            _ => unread += 1,
        }
    }
    Ok(unread)
}

/// Records that were fetched one by one, by id, as lines of `ID<tab>RECORD`.
pub(super) type Singles = BTreeMap<String, String>;

/// Reads such lines; what is none is left out, and fetched again when it is missed.
pub(super) fn singles(text: &str) -> Singles {
    let pairs = text.lines().filter_map(|line| line.split_once('\t'));
    pairs.map(|(id, record)| (id.to_owned(), record.to_owned())).collect()
}

/// Those lines.
pub(super) fn lines(singles: &Singles) -> String {
    singles.iter().flat_map(|(id, record)| [id.as_str(), "\t", record.as_str(), "\n"]).collect()
}
