//! `modified_id.csv`: when each record of an ecosystem was changed, the latest first.

use std::io::{BufRead, Read as _};

use crate::time::seconds;
use crate::{Client, UpdateError};

/// A line longer than this is none.
const LINE_BYTES: u64 = 1024;
/// Lines of such a file: ten times what all ecosystems together have.
const LINES: usize = 10_000_000;
/// Bytes of such a file.
const FILE_BYTES: u64 = 1 << 30;

/// A record and when it was changed, in seconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    pub id: String,
    pub at: u64,
}

/// What was changed at a time or later; everything for none. Reading stops at the first line that is older. Beside it is how many
/// records have ids that no address can be made of.
pub(super) fn since(client: &Client, url: &str, since: Option<u64>) -> Result<(Vec<Change>, usize), UpdateError> {
    let mut lines = client.stream(url, FILE_BYTES)?;
    let mut changes = Vec::new();
    let (mut line, mut bytes, mut odd) = (Vec::new(), 0, 0);
    loop {
        line.clear();
        let read = (&mut lines).take(LINE_BYTES).read_until(b'\n', &mut line);
        let read = read.map_err(|error| UpdateError::Unreachable { url: url.to_owned(), reason: error.to_string() })?;
        bytes += read as u64;
        if read == 0 {
            return Ok((changes, odd));
        }
        if changes.len() + odd >= LINES || bytes > FILE_BYTES {
            return Err(UpdateError::TooLarge { url: url.to_owned(), most: FILE_BYTES });
        }
        let number = changes.len() + odd + 1;
        let change = parsed(&line).ok_or_else(|| UpdateError::malformed(format!("line {number} of `{url}`"), SHAPE))?;
        if since.is_some_and(|since| change.at < since) {
            return Ok((changes, odd));
        }
        if is_id(&change.id) {
            changes.push(change);
        } else {
            odd += 1;
        }
    }
}

const SHAPE: &str = "a time, a comma and the id of a record are expected";

/// `2024-05-06T07:08:09Z,GHSA-xxxx-xxxx-xxxx`.
fn parsed(line: &[u8]) -> Option<Change> {
    let (time, id) = std::str::from_utf8(line).ok()?.trim_end().split_once(',')?;
    Some(Change { id: id.to_owned(), at: seconds(time)? })
}

/// Whether an id may become a part of addresses and of names of files.
fn is_id(id: &str) -> bool {
    !id.is_empty()
        && id.len() <= 200
        && !id.starts_with('.')
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.:".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_lead_elsewhere_are_none() {
        assert_eq!(parsed(b"1970-01-01T00:00:05.5Z,GO-2024-1\r\n"), Some(Change { id: "GO-2024-1".into(), at: 5 }));
        for bad in ["", "x", "5,A-1"] {
            assert_eq!(parsed(bad.as_bytes()), None, "{bad}");
        }
        for bad in ["", "../a", "a/b", "a?b", "a@b"] {
            assert!(!is_id(bad), "{bad}");
        }
        assert_eq!(parsed(b"\xff"), None);
    }
}
