//! Writers of the least of a program in the three formats, for tests of what reads them.

#![allow(dead_code, reason = "each test takes what it needs")]

/// Where the first byte of each program lies once it is loaded.
pub const BASE: u64 = 0x40_0000;
/// Bytes before the sections, the same in each format.
pub const START: usize = 1024;
/// No real program is smaller.
const LEAST: usize = 80 << 10;

/// A section: its name and content.
pub type Section<'s> = (&'s str, &'s [u8]);

struct Writer {
    bytes: Vec<u8>,
    is_big: bool,
}

impl Writer {
    fn put(&mut self, numbers: &[(u64, usize)]) {
        for (number, width) in numbers {
            if self.is_big {
                self.bytes.extend(&number.to_be_bytes()[8 - width..]);
            } else {
                self.bytes.extend(&number.to_le_bytes()[..*width]);
            }
        }
    }

    fn name(&mut self, name: &str, width: usize) {
        self.bytes.extend(name.as_bytes());
        self.bytes.extend(vec![0; width - name.len()]);
    }

    /// The whole program: each section begins at a multiple of 16 bytes.
    fn finish(mut self, sections: &[Section<'_>]) -> Vec<u8> {
        assert!(self.bytes.len() <= START, "{}", self.bytes.len());
        self.bytes.resize(START, 0);
        for (offset, (_, content)) in offsets(sections).into_iter().zip(sections) {
            self.bytes.resize(offset, 0);
            self.bytes.extend(*content);
        }
        let length = self.bytes.len().max(LEAST);
        self.bytes.resize(length, 0);
        self.bytes
    }
}

/// Where each section begins in the file.
pub fn offsets(sections: &[Section<'_>]) -> Vec<usize> {
    let mut at = START;
    sections
        .iter()
        .map(|(_, content)| {
            let start = at;
            at = (at + content.len()).next_multiple_of(16);
            start
        })
        .collect()
}

/// A program of Linux with 64 bits; all of it may be written to.
pub fn elf(sections: &[Section<'_>], is_big: bool) -> Vec<u8> {
    let mut writer = Writer { bytes: b"\x7fELF\x02".to_vec(), is_big };
    writer.bytes.extend([if is_big { 2 } else { 1 }, 1]);
    writer.bytes.resize(16, 0);
    let names: String = sections.iter().map(|(name, _)| format!("\0{name}")).collect::<String>() + "\0.names\0";
    let count = sections.len() as u64 + 2;
    writer.put(&[(2, 2), (62, 2), (1, 4), (BASE, 8), (64, 8), (120, 8), (0, 4)]);
    writer.put(&[(64, 2), (56, 2), (1, 2), (64, 2), (count, 2), (count - 1, 2)]);
    writer.put(&[(1, 4), (6, 4), (0, 8), (BASE, 8), (BASE, 8), (LEAST as u64, 8), (LEAST as u64, 8), (4096, 8)]);
    writer.bytes.extend([0; 64]);
    let mut name = 1;
    for ((own, content), offset) in sections.iter().zip(offsets(sections)) {
        writer.put(&[(name, 4), (1, 4), (3, 8), (BASE + offset as u64, 8), (offset as u64, 8)]);
        writer.put(&[(content.len() as u64, 8), (0, 4), (0, 4), (16, 8), (0, 8)]);
        name += own.len() as u64 + 1;
    }
    // The names stand behind their own header.
    let at = writer.bytes.len() as u64 + 64;
    writer.put(&[(name, 4), (3, 4), (0, 8), (0, 8), (at, 8), (names.len() as u64, 8), (0, 4), (0, 4), (1, 8), (0, 8)]);
    writer.bytes.extend(names.as_bytes());
    writer.finish(sections)
}

/// A program of Windows with 64 bits.
pub fn pe(sections: &[Section<'_>]) -> Vec<u8> {
    let mut writer = Writer { bytes: b"MZ".to_vec(), is_big: false };
    writer.bytes.resize(60, 0);
    writer.put(&[(64, 4)]);
    writer.bytes.extend(b"PE\0\0");
    writer.put(&[(0x8664, 2), (sections.len() as u64, 2), (0, 4), (0, 4), (0, 4), (240, 2), (0x22, 2)]);
    writer.put(&[(0x20b, 2), (0, 2), (0, 4), (0, 4), (0, 4), (0, 4), (0, 4), (BASE, 8), (16, 4), (16, 4)]);
    writer.put(&[
        (0, 8),
        (0, 8),
        (LEAST as u64, 4),
        (START as u64, 4),
        (0, 4),
        (3, 2),
        (0, 2),
        (0, 8),
        (0, 8),
        (0, 8),
        (0, 8),
    ]);
    writer.put(&[(0, 4), (16, 4)]);
    writer.bytes.extend([0; 128]);
    for ((name, content), offset) in sections.iter().zip(offsets(sections)) {
        writer.name(name, 8);
        let (length, offset) = (content.len() as u64, offset as u64);
        writer.put(&[(length, 4), (offset, 4), (length, 4), (offset, 4), (0, 4), (0, 4), (0, 4), (0xc000_0040, 4)]);
    }
    writer.finish(sections)
}

/// A program of macOS with 64 bits.
pub fn macho(sections: &[Section<'_>]) -> Vec<u8> {
    let mut writer = Writer { bytes: Vec::new(), is_big: false };
    let length = 72 + 80 * sections.len() as u64;
    writer.put(&[(0xfeed_facf, 4), (0x0100_0007, 4), (3, 4), (2, 4), (1, 4), (length, 4), (0, 4), (0, 4)]);
    writer.put(&[(0x19, 4), (length, 4)]);
    writer.name("__DATA", 16);
    writer.put(&[
        (BASE, 8),
        (LEAST as u64, 8),
        (0, 8),
        (LEAST as u64, 8),
        (3, 4),
        (3, 4),
        (sections.len() as u64, 4),
        (0, 4),
    ]);
    for ((name, content), offset) in sections.iter().zip(offsets(sections)) {
        writer.name(name, 16);
        writer.name("__DATA", 16);
        writer.put(&[(BASE + offset as u64, 8), (content.len() as u64, 8), (offset as u64, 4), (4, 4)]);
        writer.put(&[(0, 4), (0, 4), (0, 4), (0, 4), (0, 4), (0, 4)]);
    }
    writer.finish(sections)
}

/// The build information of Go from 1.18 on.
pub fn go(version: &str, modules: &str) -> Vec<u8> {
    let mut bytes = b"\xff Go buildinf:\x08\x02".to_vec();
    bytes.resize(32, 0);
    let modules = format!("{0}{modules}{0}", "#".repeat(16));
    for text in [version, &modules] {
        let mut length = text.len();
        while length >= 0x80 {
            bytes.push(0x80 | length as u8 & 0x7f);
            length >>= 7;
        }
        bytes.push(length as u8);
        bytes.extend(text.as_bytes());
    }
    bytes
}

/// The build information of Go before 1.18, of which the first byte lies at an address once it is loaded.
pub fn old_go(version: &str, modules: &str, address: u64, is_big: bool) -> Vec<u8> {
    let mut writer = Writer { bytes: b"\xff Go buildinf:\x08".to_vec(), is_big };
    writer.bytes.push(u8::from(is_big));
    let modules = format!("{0}{modules}{0}", "#".repeat(16));
    // Two addresses of strings, the strings, and their bytes.
    writer.put(&[(address + 32, 8), (address + 48, 8)]);
    let texts = address + 64;
    writer.put(&[(texts, 8), (version.len() as u64, 8)]);
    writer.put(&[(texts + version.len() as u64, 8), (modules.len() as u64, 8)]);
    writer.bytes.extend(version.as_bytes());
    writer.bytes.extend(modules.as_bytes());
    writer.bytes
}

/// The list of `cargo auditable`.
pub fn auditable(json: &str) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec_zlib(json.as_bytes(), 6)
}
