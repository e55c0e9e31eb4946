//! Tar archives as any bytes may be one, packed by gzip or zstd or not at all: layers of images, packages of npm.
//!
//! A tar is a stream: what is not kept while it passes is gone. Reading never fails; what comes before the first damage is
//! kept. What it may cost is bounded by the asker, and no length that a header says is believed.

mod header;
mod member;
mod unpacked;

use std::io::Read;
use std::rc::Rc;

use finding::NoticeKind;
use source::{FileId, Limits};

use crate::archive::{Allowance, Fault, shown};
use crate::{Inventory, binary};
use member::Members;
use unpacked::Unpacked;

pub(crate) use member::Kind;

/// The endings of tars.
const TARS: [&str; 4] = [".tar", ".tgz", ".tar.gz", ".tar.zst"];
/// How many times the longest file the names of all members may be together.
const NAMES: u64 = 4;
/// Bytes of a file that tell what it is.
const START: usize = 16;

/// Whether the file at a path is a tar, by its name.
pub(crate) fn is_tar(path: &str) -> bool {
    TARS.iter().any(|ending| path.ends_with(ending))
}

/// A file or a link of a tar.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Member {
    /// Its path, with `/` between parts.
    pub path: String,
    /// What it is.
    pub kind: Kind,
    /// Bytes that it holds.
    pub size: u64,
    /// Where its content begins in the unpacked tar.
    pub offset: u64,
    /// What is kept of its content.
    pub kept: Kept,
}

/// What is kept of a file that passes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kept {
    /// Nothing: it was not wanted, or could not be read.
    Nothing,
    /// All of it.
    Content(Rc<Vec<u8>>),
    /// What a program says that it was built from. Programs are too large to be kept.
    Program(Rc<Result<Inventory, Fault>>),
}

/// What is wanted of a file, which may hold at most so many bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Want {
    /// Nothing.
    Nothing,
    /// All of it.
    Content(u64),
    /// What it was built from.
    Program(u64),
}

/// What was read of a tar.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Tarball {
    /// Its members in their order; a later one of the same path replaces the earlier one.
    pub members: Vec<Member>,
    /// Bytes that were unpacked.
    pub unpacked: u64,
    /// What is wrong with it as a whole.
    pub faults: Vec<Fault>,
    /// What is wrong with single members, by their paths.
    pub member_faults: Vec<(String, Fault)>,
}

/// What reading a tar may cost, and what is wanted of it.
pub(crate) struct Request<'r> {
    /// What spans call it.
    pub file: FileId,
    /// What reading a list in it may cost.
    pub limits: &'r Limits,
    /// What unpacking may cost.
    pub allowed: Allowance,
    /// Members that may be listed.
    pub members: usize,
    /// What is wanted of a file, by its path, its size and its first bytes.
    pub wanted: &'r mut dyn FnMut(&str, u64, &[u8]) -> Want,
}

/// Reads a tar.
pub(crate) fn read(bytes: &[u8], request: &mut Request<'_>) -> Tarball {
    let mut found = Tarball::default();
    let mut stream = match Unpacked::open(bytes, request.allowed) {
        Ok(stream) => stream,
        Err(fault) => {
            found.faults.push(fault);
            return found;
        }
    };
    let fault = members(&mut stream, request, &mut found).err();
    found.faults.extend(fault.map(|fault| stream.fault().unwrap_or(fault)));
    found.unpacked = stream.written();
    found
}

/// Takes in the members until the end, which an error may be.
fn members(stream: &mut Unpacked<'_>, request: &mut Request<'_>, found: &mut Tarball) -> Result<(), Fault> {
    let mut members = Members::default();
    let mut names = request.limits.file_bytes.saturating_mul(NAMES);
    loop {
        let Some(mut member) = members.next(stream, &mut found.member_faults)? else { return Ok(()) };
        names = names.checked_sub(member.path.len() as u64).ok_or_else(|| {
            Fault::new(NoticeKind::Limit, "the names of its files are so long together that no more are read")
        })?;
        if found.members.len() >= request.members {
            return Err(Fault::new(NoticeKind::Limit, format!("only its first {} files are read", request.members)));
        }
        if member.kind == Kind::File {
            member.kept = content(stream, &member, request, &mut found.member_faults)?;
        }
        found.members.push(member);
    }
}

/// Reads the content of a file, or passes it over.
fn content(
    stream: &mut Unpacked<'_>,
    member: &Member,
    request: &mut Request<'_>,
    faults: &mut Vec<(String, Fault)>,
) -> Result<Kept, Fault> {
    let mut content = Vec::new();
    take(stream, START as u64, member.size, &mut content)?;
    let rest = member.size - content.len() as u64;
    let want = (request.wanted)(&member.path, member.size, &content);
    let most = match want {
        Want::Nothing => 0,
        Want::Content(most) | Want::Program(most) => most,
    };
    let is_kept = want != Want::Nothing && member.size <= most;
    if is_kept {
        take(stream, rest, rest, &mut content)?;
    } else {
        skip(stream, rest)?;
    }
    skip(stream, padding(member.size))?;
    Ok(match want {
        Want::Nothing => Kept::Nothing,
        _ if !is_kept => {
            let message = format!("it holds more than the {most} bytes that are allowed");
            tell(faults, &member.path, Fault::new(NoticeKind::Limit, message));
            Kept::Nothing
        }
        Want::Content(_) => Kept::Content(Rc::new(content)),
        Want::Program(_) => Kept::Program(Rc::new(binary::said(request.file, &content, request.limits))),
    })
}

/// Bytes behind a content of some size, up to the next block.
fn padding(size: u64) -> u64 {
    size.wrapping_neg() % header::BLOCK as u64
}

/// Appends the next bytes, at most `most` of the `left` that there are.
fn take(stream: &mut Unpacked<'_>, most: u64, left: u64, into: &mut Vec<u8>) -> Result<(), Fault> {
    let wanted = most.min(left);
    let read = stream.take(wanted).read_to_end(into).map_err(|_| cut_off())?;
    if read as u64 == wanted { Ok(()) } else { Err(cut_off()) }
}

/// Passes over bytes.
fn skip(stream: &mut Unpacked<'_>, bytes: u64) -> Result<(), Fault> {
    let read = std::io::copy(&mut stream.take(bytes), &mut std::io::sink()).map_err(|_| cut_off())?;
    if read == bytes { Ok(()) } else { Err(cut_off()) }
}

fn cut_off() -> Fault {
    Fault::malformed("it is damaged or cut off")
}

/// All that a packed tar unpacks to; the bytes themselves of one that is not packed.
///
/// # Errors
/// When it cannot be unpacked or unpacks to more than is allowed.
pub(crate) fn unpack(bytes: &[u8], allowed: Allowance) -> Result<Option<Vec<u8>>, Fault> {
    if !unpacked::is_packed(bytes) {
        return Ok(None);
    }
    let mut stream = Unpacked::open(bytes, allowed)?;
    let mut whole = Vec::new();
    let read = stream.read_to_end(&mut whole);
    match (stream.fault(), read) {
        (Some(fault), _) => Err(fault),
        (None, Err(_)) => Err(cut_off()),
        (None, Ok(_)) => Ok(Some(whole)),
    }
}

/// Faults of members that are kept, more than are said of one archive.
const FAULTS: usize = 2000;

/// Keeps what is wrong with a member.
fn tell(faults: &mut Vec<(String, Fault)>, path: &str, fault: Fault) {
    if faults.len() < FAULTS {
        faults.push((path.to_owned(), fault));
    }
}

/// Why a member's name is not taken, as a fault of the whole tar.
fn left_out(name: &str, reason: &str) -> Fault {
    Fault::malformed(format!("`{}` is left out: {reason}", shown(name)))
}
