//! Address ranges in CIDR notation.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A range of addresses; a single address is a range of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IpRange {
    network: u128,
    prefix: u8,
    is_v4: bool,
}

impl IpRange {
    /// The range that `text` says: `203.0.113.0/24`, `2001:db8::/32`, `203.0.113.7`. Bits behind the prefix do not count.
    pub fn parse(text: &str) -> Option<Self> {
        let (address, prefix) = text.split_once('/').map_or((text, None), |(a, p)| (a, Some(p)));
        let (bits, width) = bits(address.parse().ok()?);
        let prefix = prefix.map_or(Some(width), |digits| digits.parse().ok())?;
        (prefix <= width).then(|| Self { network: masked(bits, prefix, width), prefix, is_v4: width == 32 })
    }

    /// Whether the whole of `other` lies in this range.
    pub fn contains(&self, other: &Self) -> bool {
        let width = if self.is_v4 { 32 } else { 128 };
        self.is_v4 == other.is_v4
            && self.prefix <= other.prefix
            && masked(other.network, self.prefix, width) == self.network
    }

    /// The first address of the range.
    pub fn first(&self) -> IpAddr {
        address(self.network, self.is_v4)
    }

    /// The address behind the last one; `None` at the end of all.
    pub(crate) fn after(&self) -> Option<IpAddr> {
        let width = if self.is_v4 { 32 } else { 128 };
        let next = self.network.checked_add(1_u128.checked_shl(width - u32::from(self.prefix))?)?;
        (!self.is_v4 || u32::try_from(next).is_ok()).then(|| address(next, self.is_v4))
    }

    /// Length of the prefix in bits.
    pub fn prefix(&self) -> u8 {
        self.prefix
    }

    /// Whether these are IPv4 addresses.
    pub fn is_v4(&self) -> bool {
        self.is_v4
    }

    /// Whether the range lies in the address blocks of private networks (RFC 1918, RFC 4193).
    pub fn is_private(&self) -> bool {
        let blocks = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"];
        blocks.iter().filter_map(|block| Self::parse(block)).any(|block| block.contains(self))
    }
}

fn bits(address: IpAddr) -> (u128, u8) {
    match address {
        IpAddr::V4(v4) => (u128::from(v4.to_bits()), 32),
        IpAddr::V6(v6) => (v6.to_bits(), 128),
    }
}

fn address(bits: u128, is_v4: bool) -> IpAddr {
    match u32::try_from(bits) {
        Ok(bits) if is_v4 => IpAddr::V4(Ipv4Addr::from_bits(bits)),
        _ => IpAddr::V6(Ipv6Addr::from_bits(bits)),
    }
}

fn masked(bits: u128, prefix: u8, width: u8) -> u128 {
    let dropped = u32::from(width.saturating_sub(prefix));
    bits.checked_shr(dropped).and_then(|kept| kept.checked_shl(dropped)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::IpRange;

    #[test]
    fn ranges_hold_ranges() {
        for (range, other, expected) in [
            ("10.0.0.0/8", "10.1.2.3", true),
            ("10.0.0.0/8", "11.1.2.3", false),
            ("10.0.0.0/8", "0.0.0.0/0", false),
            ("0.0.0.0/0", "255.255.255.255", true),
            ("0.0.0.0/0", "::1", false),
            ("::/0", "2001:db8::1", true),
            ("2001:db8::/32", "2001:db9::1", false),
            ("10.9.9.9/8", "10.1.1.1", true),
        ] {
            let (range, other) = (IpRange::parse(range).unwrap(), IpRange::parse(other).unwrap());
            assert_eq!(range.contains(&other), expected, "{range:?} {other:?}");
        }
    }

    #[test]
    fn what_is_no_range() {
        for text in ["", "10.0.0.0/33", "10.0.0/8", "::/129", "‹Range›", "10.0.0.0/-1"] {
            assert_eq!(IpRange::parse(text), None, "{text}");
        }
    }
}
