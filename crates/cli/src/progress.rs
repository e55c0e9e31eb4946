//! One line that says what is going on, for people who wait.

use std::io::{self, Write as _};

/// The line; it goes away when the value does.
#[derive(Debug)]
pub struct Progress {
    shown: bool,
}

impl Progress {
    /// Shows `text` if somebody watches.
    pub fn show(watched: bool, text: &str) -> Self {
        if watched {
            let mut err = io::stderr();
            let _ = write!(err, "\r\u{1b}[2K{text} …").and_then(|()| err.flush());
        }
        Self { shown: watched }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown {
            let mut err = io::stderr();
            let _ = write!(err, "\r\u{1b}[2K").and_then(|()| err.flush());
        }
    }
}
