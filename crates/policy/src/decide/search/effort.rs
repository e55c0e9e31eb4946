//! How hard the search looks for values.

/// How many patterns of values are looked at for one part of a request, and which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::decide) enum Effort {
    /// A few: enough for nearly all policies that people write.
    Few,
    /// A chain of patterns, each of which meets as many others as it can: finds most requests there are, proves nothing.
    Chain,
    /// As many as the caps allow.
    Most,
}

impl Effort {
    /// From cheap to dear; the next one is tried when one has met its cap.
    pub(in crate::decide) const ALL: [Self; 3] = [Self::Few, Self::Chain, Self::Most];

    /// How many patterns are kept.
    pub(in crate::decide) fn patterns(self) -> usize {
        match self {
            Self::Few => 64,
            Self::Chain | Self::Most => 2_000,
        }
    }

    /// How many values one part may have to take.
    pub(in crate::decide) fn values(self) -> usize {
        match self {
            Self::Few | Self::Chain => 1_000,
            Self::Most => 8_000,
        }
    }

    /// How many ways to give values to variables are looked at.
    pub(in crate::decide) fn assignments(self) -> usize {
        match self {
            Self::Few | Self::Chain => 64,
            Self::Most => 1_024,
        }
    }

    /// How many kinds of sets are kept.
    pub(in crate::decide) fn sets(self) -> usize {
        match self {
            Self::Few => 64,
            Self::Chain => 0,
            Self::Most => 2_048,
        }
    }
}
