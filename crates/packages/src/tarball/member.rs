//! Members of a tar: headers with the extensions that stand before them.

use std::io::Read as _;

use finding::NoticeKind;
use source::join_path;

use super::header::{self, BLOCK, Block, Header};
use super::unpacked::Unpacked;
use super::{Kept, Member, left_out, padding, skip, take, tell};
use crate::archive::{Fault, judged};

/// The longest extension that is read: a name or a list of facts.
const EXTENSION_BYTES: u64 = 64 << 10;

/// What a member is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link to this path.
    Link(String),
    /// Another name of the file at this path.
    Name(String),
}

/// The members that are still to come.
#[derive(Debug, Default)]
pub(super) struct Members {
    /// How many there were, for messages.
    count: usize,
}

/// What extensions say of the next member.
#[derive(Debug, Default)]
struct Extension {
    name: Option<Vec<u8>>,
    link: Option<Vec<u8>>,
    size: Option<u64>,
    is_sparse: bool,
}

impl Members {
    /// The next member with a name that is safe; the stream then stands at its content. `None` at the end.
    pub(super) fn next(
        &mut self,
        stream: &mut Unpacked<'_>,
        faults: &mut Vec<(String, Fault)>,
    ) -> Result<Option<Member>, Fault> {
        let mut extension = Extension::default();
        let mut empty = 0;
        loop {
            let mut block = [0; BLOCK];
            let is_end = !fill(stream, &mut block)?;
            let header = match header::read(&block) {
                _ if is_end => return Ok(None),
                Block::Empty if empty == 1 => return Ok(None),
                Block::Empty => {
                    empty += 1;
                    continue;
                }
                Block::Damaged => {
                    return Err(Fault::malformed(format!("it is no tar, or damaged after {} files", self.count)));
                }
                Block::Header(header) => header,
            };
            if is_extension(header.kind) {
                extend(stream, &header, &mut extension)?;
                continue;
            }
            self.count += 1;
            if let Some(member) = member(stream, header, std::mem::take(&mut extension), faults)? {
                return Ok(Some(member));
            }
        }
    }
}

/// Whether a member is none but says something of the next one.
fn is_extension(kind: u8) -> bool {
    matches!(kind, b'L' | b'K' | b'x' | b'X' | b'g')
}

/// The member of a header; `None` for what is passed over.
fn member(
    stream: &mut Unpacked<'_>,
    header: Header,
    extension: Extension,
    faults: &mut Vec<(String, Fault)>,
) -> Result<Option<Member>, Fault> {
    let size = extension.size.unwrap_or(header.size);
    let name = String::from_utf8_lossy(&extension.name.unwrap_or(header.name)).into_owned();
    let link = String::from_utf8_lossy(&extension.link.unwrap_or(header.link)).into_owned();
    // Tools take what is absolute from the folder where they unpack.
    let path = judged(name.trim_start_matches('/'));
    let kind = match header.kind {
        b'0' | 0 | b'7' if name.ends_with('/') => Kind::Folder,
        b'0' | 0 | b'7' => Kind::File,
        b'1' => Kind::Name(join_path("", link.trim_start_matches('/')).unwrap_or_default()),
        b'2' => Kind::Link(link),
        b'5' => Kind::Folder,
        // Devices have no content.
        b'3' | b'4' | b'6' => return Ok(None),
        _ => {
            skip(stream, size.saturating_add(padding(size)))?;
            return Ok(None);
        }
    };
    let size = if kind == Kind::File { size } else { 0 };
    let path = match path {
        Ok(path) => path.trim_end_matches('/').to_owned(),
        Err(reason) => {
            if !name.is_empty() || size > 0 {
                tell(faults, "", left_out(&name, reason));
            }
            skip(stream, size.saturating_add(padding(size)))?;
            return Ok(None);
        }
    };
    if extension.is_sparse {
        tell(faults, &path, Fault::new(NoticeKind::Unsupported, "a file with holes is not read"));
        skip(stream, size.saturating_add(padding(size)))?;
        return Ok(None);
    }
    if path.is_empty() {
        skip(stream, size.saturating_add(padding(size)))?;
        return Ok(None);
    }
    Ok(Some(Member { path, kind, size, offset: stream.offset(), kept: Kept::Nothing }))
}

/// Fills a block; `false` where the stream ends before it.
fn fill(stream: &mut Unpacked<'_>, block: &mut [u8; BLOCK]) -> Result<bool, Fault> {
    let mut read = Vec::with_capacity(BLOCK);
    stream.take(BLOCK as u64).read_to_end(&mut read).map_err(|_| super::cut_off())?;
    match <[u8; BLOCK]>::try_from(read) {
        Ok(whole) => {
            *block = whole;
            Ok(true)
        }
        // Many writers leave out the end.
        Err(read) if read.is_empty() => Ok(false),
        Err(_) => Err(super::cut_off()),
    }
}

/// Reads what an extension says.
fn extend(stream: &mut Unpacked<'_>, header: &Header, extension: &mut Extension) -> Result<(), Fault> {
    if header.size > EXTENSION_BYTES {
        return Err(Fault::new(NoticeKind::Limit, "the name of a file in it is too long"));
    }
    let mut said = Vec::new();
    take(stream, header.size, header.size, &mut said)?;
    skip(stream, padding(header.size))?;
    let until_zero = || said.split(|byte| *byte == 0).next().unwrap_or_default().to_vec();
    match header.kind {
        b'L' => extension.name = Some(until_zero()),
        b'K' => extension.link = Some(until_zero()),
        b'x' | b'X' => facts(&said, extension),
        // What holds for all that follow is no name and no size.
        _ => {}
    }
    Ok(())
}

/// Takes in `LENGTH KEY=VALUE` lines.
fn facts(mut said: &[u8], extension: &mut Extension) {
    while let Some(blank) = said.iter().position(|byte| *byte == b' ') {
        let length = said.get(..blank).and_then(|digits| str::from_utf8(digits).ok()?.parse::<usize>().ok());
        let Some(line) = length.and_then(|length| said.get(blank + 1..length)) else { return };
        said = said.get(blank + 1 + line.len()..).unwrap_or_default();
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        let Some(equals) = line.iter().position(|byte| *byte == b'=') else { continue };
        let (key, value) = line.split_at(equals);
        let value = value.get(1..).unwrap_or_default();
        match key {
            b"path" => extension.name = Some(value.to_vec()),
            b"linkpath" => extension.link = Some(value.to_vec()),
            b"size" => extension.size = str::from_utf8(value).ok().and_then(|text| text.parse().ok()),
            _ => extension.is_sparse |= key.starts_with(b"GNU.sparse."),
        }
    }
}
