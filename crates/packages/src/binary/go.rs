//! Go: the build information that its linker writes, as `go version -m` prints it.
//!
//! It begins with a mark on a multiple of 16 bytes. From Go 1.18 on the texts follow the head; before, the head holds
//! the addresses of two strings (Go's package `debug/buildinfo`).

use finding::{Notice, NoticeKind};
use source::{FileId, Span};

use super::program::Program;
use crate::{Ecosystem, Inventory, Origin, Package};

const MARK: &[u8] = b"\xff Go buildinf:";
/// Bytes of the head, and what its place is a multiple of.
const HEAD_BYTES: usize = 32;
const ALIGNMENT: usize = 16;
/// Modules of one program that are read; the largest have some thousand.
const MODULES: usize = 20_000;
/// Bytes before and after the list of modules, which mark it in memory.
const GUARD_BYTES: usize = 16;

/// The modules that a program of Go was built from, and the standard library; nothing for another program.
pub(super) fn read(file: FileId, program: &Program<'_>) -> Inventory {
    let mut found = Inventory::default();
    let Some((version, modules)) = texts(program) else { return found };
    found.packages.extend(standard_library(file, &version));
    found.packages.extend(packages(file, &modules));
    if found.packages.len() >= MODULES {
        let message = format!("only its first {MODULES} modules are read");
        found.notices.push(Notice::file(file, NoticeKind::Limit, message));
    }
    if found.packages.is_empty() {
        found.malformed_file(file, "its list of modules of Go cannot be read");
    }
    found
}

/// The version of Go and the list of modules, which old programs and those without modules do not have.
fn texts(program: &Program<'_>) -> Option<(String, String)> {
    let named = program.section(&[".go.buildinfo", "__go_buildinfo", ".data"]);
    let head = named.into_iter().chain(program.writable()).find_map(head)?;
    let (version, modules) = if head.get(15)? & 2 != 0 {
        let rest = head.get(HEAD_BYTES..)?;
        let (version, rest) = counted(rest)?;
        (version, counted(rest).map_or(&[][..], |(modules, _)| modules))
    } else {
        let width = usize::from(*head.get(14)?);
        let is_big = head.get(15)? & 1 != 0;
        let version = string(program, number(head.get(16..)?, width, is_big)?, width, is_big)?;
        let modules = number(head.get(16 + width..)?, width, is_big);
        (version, modules.and_then(|address| string(program, address, width, is_big)).unwrap_or_default())
    };
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Some((text(version), text(unguarded(modules))))
}

/// The head with all behind it.
fn head(data: &[u8]) -> Option<&[u8]> {
    let block = data.chunks(ALIGNMENT).position(|block| block.starts_with(MARK))?;
    data.get(block * ALIGNMENT..).filter(|head| head.len() >= HEAD_BYTES)
}

/// A text behind its length, and what follows it.
fn counted(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (mut length, mut read) = (0_usize, 0);
    for byte in bytes.iter().take(4) {
        length |= usize::from(byte & 0x7f) << (7 * read);
        read += 1;
        if byte & 0x80 == 0 {
            return bytes.get(read..)?.split_at_checked(length);
        }
    }
    None
}

/// The string whose head lies at an address: where its bytes lie, and how many there are.
fn string<'b>(program: &Program<'b>, address: u64, width: usize, is_big: bool) -> Option<&'b [u8]> {
    let head = program.at(address, 2 * width as u64)?;
    program.at(number(head, width, is_big)?, number(head.get(width..)?, width, is_big)?)
}

/// A number of 4 or 8 bytes.
fn number(bytes: &[u8], width: usize, is_big: bool) -> Option<u64> {
    let bytes = bytes.get(..width).filter(|_| matches!(width, 4 | 8))?;
    let take = |number: u64, byte: &u8| number << 8 | u64::from(*byte);
    Some(if is_big { bytes.iter().fold(0, take) } else { bytes.iter().rev().fold(0, take) })
}

fn unguarded(modules: &[u8]) -> &[u8] {
    let end = modules.len().checked_sub(GUARD_BYTES);
    let inner = end.and_then(|end| modules.get(GUARD_BYTES..end));
    inner.filter(|inner| inner.ends_with(b"\n")).unwrap_or_default()
}

/// The standard library at the version of the compiler: `go1.22.1`, `go1.20.4 X:boringcrypto`, `devel go1.21-0a1b2c3 …`.
fn standard_library(file: FileId, compiler: &str) -> Option<Package> {
    let word = compiler.split_whitespace().find_map(|word| word.strip_prefix("go"))?;
    let version = word.split('-').next().unwrap_or(word);
    let is_version = version.starts_with(|first: char| first.is_ascii_digit());
    is_version.then(|| Package::new(Ecosystem::Go, "stdlib", Some(version.to_owned()), Span::new(file, 0, 0)))
}

/// The modules of a list: the program's own, and those that it needs, each with what replaces it on the next line.
fn packages(file: FileId, modules: &str) -> Vec<Package> {
    let mut found: Vec<Package> = Vec::new();
    for line in modules.lines() {
        if found.len() == MODULES {
            break;
        }
        let words: Vec<&str> = line.split('\t').collect();
        match words.as_slice() {
            ["mod", path, rest @ ..] => found.push(main_module(file, path, rest)),
            ["dep", path, rest @ ..] => found.push(module(file, path, rest)),
            ["=>", path, rest @ ..] => {
                if let Some(replaced) = found.pop() {
                    found.push(replacement(file, &replaced, path, rest));
                }
            }
            _ => {}
        }
    }
    found.retain(|package| !package.written_name.is_empty());
    found
}

/// A module with its version and checksum, which may be missing.
fn module(file: FileId, path: &str, rest: &[&str]) -> Package {
    let version = rest.first().filter(|version| **version != "(devel)").map(|version| (*version).to_owned());
    let integrity = rest.get(1).filter(|sum| !sum.is_empty()).map(|sum| (*sum).to_owned());
    Package {
        integrity: integrity.into_iter().collect(),
        ..Package::new(Ecosystem::Go, path, version, Span::new(file, 0, 0))
    }
}

/// The program's own module; without a version it was built from its folder.
fn main_module(file: FileId, path: &str, rest: &[&str]) -> Package {
    let own = module(file, path, rest);
    let origin = if own.version.is_none() { Origin::Path(String::new()) } else { Origin::Registry };
    Package { origin, ..own }
}

/// What replaces a module: another one, or a folder, which has the module's name and whatever its author left there.
fn replacement(file: FileId, replaced: &Package, path: &str, rest: &[&str]) -> Package {
    let other = module(file, path, rest);
    match other.version {
        Some(_) => other,
        None => Package { origin: Origin::Path(path.to_owned()), ..module(file, &replaced.written_name, &[]) },
    }
}
