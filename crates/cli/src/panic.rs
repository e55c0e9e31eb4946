//! What people see of a bug.

use std::io::Write as _;
use std::panic::PanicHookInfo;
use std::sync::atomic::{AtomicBool, Ordering};

static SHOWN: AtomicBool = AtomicBool::new(false);

/// Replaces the platform's panic message by one that says what happened and what to do; it is shown once.
pub fn install_hook() {
    std::panic::set_hook(Box::new(|info| {
        if !SHOWN.swap(true, Ordering::Relaxed) {
            let _ = writeln!(std::io::stderr(), "{}", message(info));
        }
    }));
}

fn message(info: &PanicHookInfo<'_>) -> String {
    let place = info.location().map_or_else(String::new, |at| format!(" at {}:{}", at.file(), at.line()));
    let text = info.payload_as_str().unwrap_or("no message");
    format!(
        "internal error: {text}{place}\nThis is a bug in Maremma {}, and the scan is not complete. Please report it with \
         this message and, if you can, the file that causes it.",
        env!("CARGO_PKG_VERSION")
    )
}
