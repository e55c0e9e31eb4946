//! A writer of zip archives that can lie, for tests of what reads them.

#![allow(dead_code, reason = "each test takes what it needs")]

/// One file of an archive.
#[derive(Clone)]
pub struct File {
    pub name: String,
    /// The name in the file's own header, where it differs.
    pub own_name: Option<String>,
    pub content: Vec<u8>,
    pub packed: bool,
    pub method: Option<u16>,
    pub flags: u16,
    pub mode: u32,
    /// The size to be said, where it is a lie.
    pub size: Option<u32>,
    /// The size in the archive to be said, where it is a lie.
    pub packed_size: Option<u32>,
    pub checksum: Option<u32>,
    /// Whether sizes stand behind the data.
    pub descriptor: bool,
    /// Whether the sizes stand in the extra field of zip64.
    pub wide: bool,
    /// Where its header is said to lie, where that is a lie.
    pub offset: Option<u32>,
}

pub fn file(name: &str, content: impl AsRef<[u8]>) -> File {
    File {
        name: name.to_owned(),
        own_name: None,
        content: content.as_ref().to_vec(),
        packed: true,
        method: None,
        flags: 0,
        mode: 0,
        size: None,
        packed_size: None,
        checksum: None,
        descriptor: false,
        wide: false,
        offset: None,
    }
}

pub fn stored(name: &str, content: impl AsRef<[u8]>) -> File {
    File { packed: false, ..file(name, content) }
}

fn crc32(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = (sum >> 1) ^ if sum & 1 == 1 { 0xedb8_8320 } else { 0 };
        }
    }
    !sum
}

fn put(out: &mut Vec<u8>, numbers: &[(u64, usize)]) {
    for (number, width) in numbers {
        out.extend(number.to_le_bytes().iter().take(*width));
    }
}

pub fn zip(files: &[File]) -> Vec<u8> {
    zip64(files, false)
}

/// An archive, with or without the end marks of zip64.
pub fn zip64(files: &[File], wide_end: bool) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for file in files {
        let offset = out.len() as u64;
        let packed =
            if file.packed { miniz_oxide::deflate::compress_to_vec(&file.content, 6) } else { file.content.clone() };
        let method = u64::from(file.method.unwrap_or(if file.packed { 8 } else { 0 }));
        let checksum = u64::from(file.checksum.unwrap_or_else(|| crc32(&file.content)));
        let size = file.size.map_or(file.content.len() as u64, u64::from);
        let (packed_size, flags) = (
            file.packed_size.map_or(packed.len() as u64, u64::from),
            u64::from(file.flags | if file.descriptor { 8 } else { 0 }),
        );
        let mut extra = Vec::new();
        if file.wide {
            put(&mut extra, &[(1, 2), (24, 2), (size, 8), (packed_size, 8), (offset, 8)]);
        }
        let narrow = |number: u64| if file.wide { 0xffff_ffff } else { number };
        let own_name = file.own_name.as_ref().unwrap_or(&file.name);
        let known = |number: u64| if file.descriptor { 0 } else { number };
        put(&mut out, &[(0x0403_4b50, 4), (45, 2), (flags, 2), (method, 2), (0, 4), (known(checksum), 4)]);
        put(&mut out, &[(known(narrow(packed_size)), 4), (known(narrow(size)), 4)]);
        put(&mut out, &[(own_name.len() as u64, 2), (extra.len() as u64, 2)]);
        out.extend(own_name.as_bytes());
        out.extend(&extra);
        out.extend(&packed);
        if file.descriptor {
            put(&mut out, &[(0x0807_4b50, 4), (checksum, 4), (packed_size, 4), (size, 4)]);
        }
        put(&mut directory, &[(0x0201_4b50, 4), (0x032d, 2), (45, 2), (flags, 2), (method, 2), (0, 4), (checksum, 4)]);
        put(&mut directory, &[(narrow(packed_size), 4), (narrow(size), 4), (file.name.len() as u64, 2)]);
        put(&mut directory, &[(extra.len() as u64, 2), (0, 2), (0, 2), (0, 2), (u64::from(file.mode) << 16, 4)]);
        put(&mut directory, &[(narrow(file.offset.map_or(offset, u64::from)), 4)]);
        directory.extend(file.name.as_bytes());
        directory.extend(&extra);
    }
    let (start, length, count) = (out.len() as u64, directory.len() as u64, files.len() as u64);
    out.extend(&directory);
    let end = out.len() as u64;
    if wide_end {
        put(&mut out, &[(0x0606_4b50, 4), (44, 8), (45, 2), (45, 2), (0, 4), (0, 4), (count, 8), (count, 8)]);
        put(&mut out, &[(length, 8), (start, 8), (0x0706_4b50, 4), (0, 4), (end, 8), (1, 4)]);
    }
    let (count, length, start) = if wide_end { (0xffff, 0xffff_ffff, 0xffff_ffff) } else { (count, length, start) };
    put(&mut out, &[(0x0605_4b50, 4), (0, 4), (count, 2), (count, 2), (length, 4), (start, 4), (0, 2)]);
    out
}
