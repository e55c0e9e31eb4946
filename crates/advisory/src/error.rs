//! Why advisories could not be fetched or kept.

use std::io;
use std::path::{Path, PathBuf};

/// Why an update did not come about.
#[derive(Debug, thiserror::Error)]
pub enum UpdateError {
    /// The address cannot be used.
    #[error("`{0}` is no address of a server: it begins with `https://`")]
    Address(String),
    /// Without encryption anybody on the way may change what comes.
    #[error("`{0}` is not encrypted; only a server on this machine or a signed snapshot may be fetched so")]
    Insecure(String),
    /// Nothing came, or only a part.
    #[error("`{url}` cannot be fetched: {reason}")]
    Unreachable {
        /// What was asked for.
        url: String,
        /// In words.
        reason: String,
    },
    /// The server has it not, or refuses it.
    #[error("`{url}` cannot be fetched: the server answers {status}")]
    Status {
        /// What was asked for.
        url: String,
        /// The status of HTTP.
        status: u16,
    },
    /// More came than there should be.
    #[error("`{url}` has more than {most} bytes")]
    TooLarge {
        /// What was asked for.
        url: String,
        /// How many there may be.
        most: u64,
    },
    /// What came is not what it should be.
    #[error("{what} is malformed: {reason}")]
    Malformed {
        /// What came.
        what: String,
        /// In words.
        reason: String,
    },
    /// What came is older than what is there.
    #[error("what the server has is of {offered}, older than what is here, of {kept}: nothing was changed")]
    Older {
        /// The time of what came.
        offered: String,
        /// The time of what is there.
        kept: String,
    },
    /// What came is of a time that has not come yet; everything after it would seem older.
    #[error("what the server has is of {0}, a time that has not come yet: nothing was changed")]
    Future(String),
    /// The server has no record of the ecosystem.
    #[error("the server has no record of {0}")]
    Empty(&'static str),
    /// The signature is missing, cannot be read, or is not one of the key.
    #[error("the snapshot is refused: {0}")]
    Signature(String),
    /// There is nothing to export.
    #[error("there are no fetched advisories to export")]
    Nothing,
    /// Another process updates at the same time.
    #[error("another update is running")]
    Busy,
    /// A file cannot be read or written.
    #[error("`{}`: {reason}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// In words.
        reason: io::Error,
    },
}

impl UpdateError {
    pub(crate) fn malformed(what: impl Into<String>, reason: impl ToString) -> Self {
        Self::Malformed { what: what.into(), reason: reason.to_string() }
    }

    /// For `map_err` on what is done with a file.
    pub(crate) fn file(path: &Path) -> impl Fn(io::Error) -> Self {
        move |reason| Self::File { path: path.to_owned(), reason }
    }
}
