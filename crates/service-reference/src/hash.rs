//! The hash of a name without regard to case. `build/` places names by it, `src/table.rs` finds them.

/// The hash of `name`: equal for names that differ in the case of letters only.
pub fn hash(name: &str) -> u64 {
    let (chunks, rest) = name.as_bytes().as_chunks::<8>();
    let mut last = [0; 8];
    last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
    let mut hash = name.len() as u64;
    for chunk in chunks.iter().chain([&last]) {
        // This bit alone tells a capital letter from a small one; that it joins some signs too does no harm.
        let chunk = u64::from_le_bytes(*chunk) | 0x2020_2020_2020_2020;
        hash = mix(hash.rotate_left(23) ^ chunk);
    }
    hash
}

/// Where a name of this hash lies among `slots` when its group was moved `shift` times.
pub fn slot(hash: u64, shift: u16, slots: usize) -> usize {
    let moved = mix(hash ^ u64::from(shift).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    // The upper half of a product maps evenly without a division.
    ((u128::from(moved) * slots as u128) >> 64) as usize
}

/// Which of `groups` a name of this hash belongs to.
pub fn group(hash: u64, groups: usize) -> usize {
    ((u128::from(hash) * groups as u128) >> 64) as usize
}

fn mix(word: u64) -> u64 {
    let product = u128::from(word ^ 0x2d35_8dcc_aa6c_78a5) * 0x9e37_79b9_7f4a_7c15;
    (product >> 64) as u64 ^ product as u64
}
