//! SARIF.
use scan::Report;
use std::io;
/// Writes.
///
/// # Errors
/// When `out` does.
pub fn sarif(_report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out)
}
