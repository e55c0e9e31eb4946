//! Any bytes as a program, as the build information of one of Go, and as the list of one of Rust.
#![no_main]

use packages::read_binary;
use source::{FileId, Limits};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let limits = checks::limits();
    check(bytes, &limits);
    check(&elf(&[b"\xff Go buildinf:", bytes].concat(), &[]), &limits);
    check(&elf(&[], bytes), &limits);
    check(&elf(&[], &stored(bytes)), &limits);
});

/// Panics unless what is said keeps its promises.
fn check(program: &[u8], limits: &Limits) {
    let found = read_binary(FileId(0), program, limits);
    assert!(found == read_binary(FileId(0), program, limits), "the same bytes are something else");
    let Some(found) = found else { return };
    assert!(!found.packages.is_empty() || !found.notices.is_empty(), "a program of which nothing is said");
    for package in &found.packages {
        assert!(!package.written_name.is_empty(), "{package:?}");
    }
}

/// A program of Linux with something that may be written to, on a multiple of 16 bytes, and a list of crates.
fn elf(data: &[u8], crates: &[u8]) -> Vec<u8> {
    let mut out = b"\x7fELF\x02\x01\x01".to_vec();
    out.resize(16, 0);
    let names = b"\0.dep-v0\0.names\0";
    let (start, end) = (352, 352 + data.len() as u64);
    let mut put = |numbers: &[(u64, usize)]| {
        numbers.iter().for_each(|(number, width)| out.extend(number.to_le_bytes().iter().take(*width)));
    };
    put(&[(2, 2), (62, 2), (1, 4), (0, 8), (64, 8), (120, 8), (0, 4), (64, 2), (56, 2), (1, 2), (64, 2), (3, 2), (2, 2)]);
    put(&[(1, 4), (6, 4), (start, 8), (start, 8), (start, 8), (data.len() as u64, 8), (data.len() as u64, 8), (16, 8)]);
    [0; 8].iter().for_each(|_| put(&[(0, 8)]));
    put(&[(1, 4), (1, 4), (0, 8), (0, 8), (end, 8), (crates.len() as u64, 8), (0, 4), (0, 4), (1, 8), (0, 8)]);
    put(&[(9, 4), (3, 4), (0, 8), (0, 8), (312, 8), (names.len() as u64, 8), (0, 4), (0, 4), (1, 8), (0, 8)]);
    out.extend(names);
    out.resize(352, 0);
    [&out, data, crates].concat()
}

/// Bytes in the form of zlib, not packed.
fn stored(bytes: &[u8]) -> Vec<u8> {
    let (mut low, mut high) = (1_u32, 0_u32);
    for byte in bytes {
        low = (low + u32::from(*byte)) % 65_521;
        high = (high + low) % 65_521;
    }
    let length = bytes.len() as u16;
    let head = [&[0x78, 1, 1][..], &length.to_le_bytes(), &(!length).to_le_bytes()].concat();
    [&head, bytes, &(high << 16 | low).to_be_bytes()].concat()
}
