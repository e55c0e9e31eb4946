//! CRC-32 as zip has it, eight bytes at a time.

/// The table at `n` has the checksum of each byte with `n` zeros behind it.
const TABLES: [[u32; 256]; 8] = tables();

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, which refuses what is out of bounds")]
const fn tables() -> [[u32; 256]; 8] {
    let mut tables = [[0; 256]; 8];
    let mut byte = 0;
    while byte < 256 {
        let mut rest = byte;
        let mut bit = 0;
        while bit < 8 {
            rest = (rest >> 1) ^ if rest & 1 == 1 { 0xedb8_8320 } else { 0 };
            bit += 1;
        }
        tables[0][byte as usize] = rest;
        byte += 1;
    }
    let mut place = 256;
    while place < 8 * 256 {
        let before = tables[place / 256 - 1][place % 256];
        tables[place / 256][place % 256] = (before >> 8) ^ tables[0][(before & 0xff) as usize];
        place += 1;
    }
    tables
}

fn row(table: &[u32; 256], byte: u8) -> u32 {
    table.get(usize::from(byte)).copied().unwrap_or_default()
}

/// The checksum of some bytes.
pub(super) fn crc32(bytes: &[u8]) -> u32 {
    let [t0, t1, t2, t3, t4, t5, t6, t7] = &TABLES;
    let (blocks, rest) = bytes.as_chunks::<8>();
    let mut sum = u32::MAX;
    for [b0, b1, b2, b3, b4, b5, b6, b7] in blocks {
        let [s0, s1, s2, s3] = sum.to_le_bytes();
        let first = row(t7, s0 ^ b0) ^ row(t6, s1 ^ b1) ^ row(t5, s2 ^ b2) ^ row(t4, s3 ^ b3);
        sum = first ^ row(t3, *b4) ^ row(t2, *b5) ^ row(t1, *b6) ^ row(t0, *b7);
    }
    for byte in rest {
        let [low, ..] = sum.to_le_bytes();
        sum = (sum >> 8) ^ row(t0, low ^ byte);
    }
    !sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_sums() {
        assert_eq!(crc32(b""), 0);
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(crc32(b"The quick brown fox jumps over the lazy dog"), 0x414f_a339);
    }
}
