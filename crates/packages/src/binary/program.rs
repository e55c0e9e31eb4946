//! The parts of a program in which its builder leaves a message.

use object::{File, Object as _, ObjectSection as _, ObjectSegment as _};

/// A program whose headers could be read.
pub(super) struct Program<'b> {
    file: File<'b>,
}

/// Sections and segments that are looked at; programs have some dozens.
const PARTS: usize = 100;

impl<'b> Program<'b> {
    /// The program that these bytes are; `None` where the headers are damaged.
    pub(super) fn parse(bytes: &'b [u8]) -> Option<Self> {
        File::parse(bytes).ok().map(|file| Self { file })
    }

    /// The content of the first section with one of these names.
    pub(super) fn section(&self, names: &[&str]) -> Option<&'b [u8]> {
        let mut sections = self.file.sections().take(PARTS);
        let section = sections.find(|section| section.name().is_ok_and(|name| names.contains(&name)))?;
        section.data().ok()
    }

    /// The contents of the segments that the program may write to.
    pub(super) fn writable(&self) -> impl Iterator<Item = &'b [u8]> {
        let segments = self.file.segments().take(PARTS).filter(|segment| segment.permissions().writable());
        segments.filter_map(|segment| segment.data().ok())
    }

    /// The bytes that lie at an address once the program is loaded.
    pub(super) fn at(&self, address: u64, length: u64) -> Option<&'b [u8]> {
        let range = |data: &'b [u8], start: u64| {
            let from = usize::try_from(address.checked_sub(start)?).ok()?;
            data.get(from..from.checked_add(usize::try_from(length).ok()?)?)
        };
        let mut segments = self.file.segments().take(PARTS);
        segments.find_map(|segment| range(segment.data().ok()?, segment.address()))
    }
}
