//! Programs that say what they were built from: those of Go, and those of Rust that `cargo auditable` built.
//!
//! Only what the builder wrote into the program counts; no name or version is guessed from its code.

mod go;
mod program;
mod rust;

use finding::NoticeKind;
use source::{FileId, Limits};

use crate::archive::Fault;
use crate::{Inventory, image};
use program::Program;

/// Whether a file may be a program, by its name alone: `bootstrap`, `handler`, `my-function`. Names of texts without an
/// extension begin with a capital letter or hold some.
pub fn may_be_binary(path: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte);
    let name = file_name(path);
    !name.is_empty() && name.bytes().all(is_plain) && !image::is_blob(path)
}

/// Whether a file is the program that a platform starts, by its name alone.
pub(crate) fn is_bootstrap(path: &str) -> bool {
    file_name(path) == "bootstrap"
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// What a program says that it was built from, with a notice where it says nothing; `None` for a file that is no program.
pub fn read_binary(file: FileId, bytes: &[u8], limits: &Limits) -> Option<Inventory> {
    if !is_program(bytes) {
        return None;
    }
    let mut found = Inventory::default();
    match said(file, bytes, limits) {
        Ok(inventory) if inventory.packages.is_empty() && inventory.notices.is_empty() => {
            found.unresolved_file(file, SILENT);
        }
        Ok(inventory) => found = inventory,
        Err(fault) => found.notices.push(finding::Notice::file(file, fault.kind, fault.message)),
    }
    Some(found)
}

/// What is said of a program without any list.
pub(crate) const SILENT: &str = "a program that does not say what it was built from";

/// Whether bytes begin as a program does: ELF of Linux, PE of Windows, Mach-O of macOS.
pub(crate) fn is_program(bytes: &[u8]) -> bool {
    let starts = [b"\x7fELF", b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe"];
    bytes.starts_with(b"MZ") || starts.iter().any(|start| bytes.starts_with(*start))
}

/// What a program says; nothing where it has no list.
///
/// # Errors
/// When its headers cannot be read, so that nobody knows whether it has one.
pub(crate) fn said(file: FileId, bytes: &[u8], limits: &Limits) -> Result<Inventory, Fault> {
    let program = Program::parse(bytes)
        .ok_or_else(|| Fault::new(NoticeKind::Malformed, "its headers are no program's that can be read"))?;
    let mut found = go::read(file, &program);
    let rust = rust::read(file, &program, limits);
    found.packages.extend(rust.packages);
    found.notices.extend(rust.notices);
    Ok(found)
}
