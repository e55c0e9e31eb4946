//! How near a package is to harm, as far as was looked.

/// What is known of the way from a package to an attacker, from little to much. Each tier holds what those below it hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Tier {
    /// A list names it.
    #[default]
    Listed,
    /// It lies in what is deployed: an archive, a folder of installed packages, a layer, a bundle.
    Shipped,
    /// Code that a handler loads imports it.
    Imported,
    /// Somebody can start that handler.
    Reachable,
    /// The code calls what is vulnerable in it.
    Called,
    /// What the caller sends gets there.
    Fed,
}

impl Tier {
    /// Every tier, in order.
    pub const ALL: [Self; 6] = [Self::Listed, Self::Shipped, Self::Imported, Self::Reachable, Self::Called, Self::Fed];

    /// Its number and name: `T1 shipped`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Listed => "T0 listed",
            Self::Shipped => "T1 shipped",
            Self::Imported => "T2 imported",
            Self::Reachable => "T3 reachable",
            Self::Called => "T4 called",
            Self::Fed => "T5 fed",
        }
    }
}

/// What was found out of a package's tiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Evidence {
    /// The highest tier that there is evidence for.
    pub tier: Tier,
    /// The highest tier that was looked at. Of those above nothing is known; of those from `tier` up to it, that they do
    /// not hold.
    pub evaluated: Tier,
}

impl Evidence {
    /// It is listed, and nobody looked whether it is shipped.
    pub const LISTED: Self = Self { tier: Tier::Listed, evaluated: Tier::Listed };
    /// It is listed, and not among what is shipped.
    pub const ONLY_LISTED: Self = Self { tier: Tier::Listed, evaluated: Tier::Shipped };
    /// It is shipped, and nobody looked further.
    pub const SHIPPED: Self = Self { tier: Tier::Shipped, evaluated: Tier::Shipped };

    /// Whether a tier holds; `None` where nobody looked.
    pub fn holds(self, tier: Tier) -> Option<bool> {
        (tier <= self.tier.max(self.evaluated)).then_some(tier <= self.tier)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tier_holds_does_not_hold_or_was_not_looked_at() {
        assert!(Tier::ALL.is_sorted());
        assert_eq!(Evidence::LISTED.holds(Tier::Listed), Some(true));
        assert_eq!(Evidence::LISTED.holds(Tier::Shipped), None);
        assert_eq!(Evidence::ONLY_LISTED.holds(Tier::Shipped), Some(false));
        assert_eq!(Evidence::SHIPPED.holds(Tier::Shipped), Some(true));
        assert_eq!(Evidence::SHIPPED.holds(Tier::Imported), None);
        assert!(Evidence::LISTED < Evidence::ONLY_LISTED && Evidence::ONLY_LISTED < Evidence::SHIPPED);
    }
}
