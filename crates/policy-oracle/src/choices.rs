//! Where the decisions of a drawing come from: a seed, or the bytes of a fuzzer.

/// A source of decisions.
pub trait Choices {
    /// A number below `bound`, which is not zero.
    fn below(&mut self, bound: usize) -> usize;

    /// True in `percent` of a hundred cases.
    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of the texts.
    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        let at = self.below(from.len().max(1));
        from.get(at).copied().unwrap_or_default()
    }
}

/// Decisions from a seed: the generator `SplitMix64`.
#[derive(Debug, Clone)]
pub struct Seeded(u64);

/// Decisions from bytes, one for each; when they are used up, always the first choice.
#[derive(Debug, Clone)]
pub struct Bytes<'a>(pub &'a [u8]);

impl Seeded {
    /// Decisions that follow from the seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }
}

impl Choices for Seeded {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        // The upper half is spread over the bound without a division's bias worth speaking of.
        let spread = (u128::from(mixed) * bound as u128) >> 64;
        usize::try_from(spread).unwrap_or_default()
    }
}

impl Choices for Bytes<'_> {
    fn below(&mut self, bound: usize) -> usize {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        usize::from(*first) % bound.max(1)
    }
}
