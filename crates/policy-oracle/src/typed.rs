//! Values that are more than text: numbers, points in time, addresses.

use std::cmp::Ordering;
use std::net::IpAddr;

/// A decimal number of any length: digits, the first and last not zero, and the power of ten behind them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decimal {
    negative: bool,
    digits: Vec<u8>,
    power: i64,
}

impl Decimal {
    /// `10`, `-2.5`, `1e3`.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let (mantissa, power) = match text.split_once(['e', 'E']) {
            Some((mantissa, power)) => (mantissa, power.parse::<i64>().ok().filter(|power| power.abs() <= 300)?),
            None => (text, 0),
        };
        let (negative, plain) = match mantissa.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, mantissa.strip_prefix('+').unwrap_or(mantissa)),
        };
        let (whole, fraction) = plain.split_once('.').unwrap_or((plain, ""));
        let written: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
        if written.is_empty() || !written.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let kept = written.iter().rposition(|digit| *digit != b'0').map_or(0, |last| last + 1);
        let dropped = i64::try_from(written.len() - kept).ok()?;
        let power = power - i64::try_from(fraction.len()).ok()? + dropped;
        let digits: Vec<u8> = written.into_iter().take(kept).skip_while(|digit| *digit == b'0').collect();
        let zero = digits.is_empty();
        Some(Self { negative: negative && !zero, digits, power: if zero { 0 } else { power } })
    }

    /// How two numbers stand.
    pub(crate) fn compare(&self, other: &Self) -> Ordering {
        match (self.negative, other.negative) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => self.size(other),
            (true, true) => other.size(self),
        }
    }

    fn size(&self, other: &Self) -> Ordering {
        match (self.digits.is_empty(), other.digits.is_empty()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            (false, false) => self.height().cmp(&other.height()).then_with(|| self.digits.cmp(&other.digits)),
        }
    }

    /// The power of ten of the first digit.
    fn height(&self) -> i64 {
        self.power + i64::try_from(self.digits.len()).unwrap_or(i64::MAX)
    }
}

/// A point in time, in nanoseconds since the year 1.
pub(crate) fn instant(text: &str) -> Option<i128> {
    let seconds = text.strip_prefix('-').unwrap_or(text);
    if text.len() != 4 && !seconds.is_empty() && seconds.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some((i128::from(text.parse::<i64>().ok()?) + day(1970, 1, 1)? * 86_400) * 1_000_000_000);
    }
    let (date, time) = text.split_once(['T', 't']).unwrap_or((text, "00:00"));
    let fields: Vec<&str> = date.split('-').collect();
    let day = match fields.as_slice() {
        [year] => day(whole(year, 4)?, 1, 1),
        [year, month] => day(whole(year, 4)?, whole(month, 2)?, 1),
        [year, month, date] => day(whole(year, 4)?, whole(month, 2)?, whole(date, 2)?),
        _ => None,
    }?;
    Some(day * 86_400_000_000_000 + clock(time)?)
}

/// Days since the first of the year 1.
fn day(year: i128, month: i128, date: i128) -> Option<i128> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let lengths = [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let past = usize::try_from(month - 1).ok()?;
    let length = lengths.get(past)?;
    let before = year - 1;
    let years = before * 365 + before / 4 - before / 100 + before / 400;
    (1..=*length).contains(&date).then(|| years + lengths.iter().take(past).sum::<i128>() + date - 1)
}

/// Nanoseconds since midnight in UTC.
fn clock(text: &str) -> Option<i128> {
    let (local, offset_minutes) = match (text.strip_suffix(['Z', 'z']), text.rfind(['+', '-'])) {
        (Some(local), _) => (local, 0),
        (None, Some(at)) => (text.get(..at)?, offset(text.get(at..)?)?),
        (None, None) => (text, 0),
    };
    let (clock, fraction) = local.split_once('.').unwrap_or((local, ""));
    let fields: Vec<&str> = clock.split(':').collect();
    let [hours, minutes, seconds] = match fields.as_slice() {
        [hours, minutes] if fraction.is_empty() => [whole(hours, 2)?, whole(minutes, 2)?, 0],
        [hours, minutes, seconds] => [whole(hours, 2)?, whole(minutes, 2)?, whole(seconds, 2)?],
        _ => return None,
    };
    let nanos: String = fraction.chars().chain("000000000".chars()).take(9).collect();
    let nanos = whole(&nanos, 9)?;
    let in_range = hours <= 24 && minutes < 60 && seconds <= 60;
    in_range.then_some(((hours * 60 + minutes - offset_minutes) * 60 + seconds) * 1_000_000_000 + nanos)
}

/// Minutes of `+02:00`, `-0130`, `+02`.
fn offset(text: &str) -> Option<i128> {
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let digits: String = text.chars().skip(1).filter(|letter| *letter != ':').collect();
    let minutes = digits.get(2..).filter(|rest| !rest.is_empty());
    Some(sign * (whole(digits.get(..2)?, 2)? * 60 + minutes.map_or(Some(0), |rest| whole(rest, 2))?))
}

fn whole(text: &str, length: usize) -> Option<i128> {
    let plain = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok())?
}

/// Whether the address lies in the range `10.0.0.0/8`, `::/0` or a single address; `None` when the range is none.
pub(crate) fn in_range(range: &str, address: IpAddr) -> Option<bool> {
    let (base, length) = match range.split_once('/') {
        Some((base, length)) => (base, Some(length.parse::<usize>().ok()?)),
        None => (range, None),
    };
    let (base, address) = match (base.parse().ok()?, address) {
        (IpAddr::V4(base), IpAddr::V4(address)) => (base.octets().to_vec(), address.octets().to_vec()),
        (IpAddr::V6(base), IpAddr::V6(address)) => (base.octets().to_vec(), address.octets().to_vec()),
        _ => return Some(false),
    };
    let length = length.unwrap_or(base.len() * 8);
    let bits = |bytes: Vec<u8>| bytes.into_iter().flat_map(|byte| (0..8).rev().map(move |at| byte >> at & 1));
    (length <= base.len() * 8).then(|| bits(base).take(length).eq(bits(address).take(length)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        let compare = |a: &str, b: &str| Some(Decimal::read(a)?.compare(&Decimal::read(b)?));
        for (a, b, expected) in [
            ("2", "10", Ordering::Less),
            ("2.50", "2.5", Ordering::Equal),
            ("-2", "1", Ordering::Less),
            ("-2", "-10", Ordering::Greater),
            ("0", "-0.0", Ordering::Equal),
            ("0", "0.1", Ordering::Less),
            ("1e2", "100", Ordering::Equal),
            ("9007199254740993", "9007199254740992", Ordering::Greater),
            ("0.05", "0.5", Ordering::Less),
            ("100", "99.9", Ordering::Greater),
        ] {
            assert_eq!(compare(a, b), Some(expected), "{a} {b}");
        }
        for text in ["", ".", "-", "ten", "1_0", " 1", "1e", "inf"] {
            assert_eq!(Decimal::read(text), None, "{text}");
        }
    }

    #[test]
    fn points_in_time() {
        let same = |a: &str, b: &str| instant(a).is_some() && instant(a) == instant(b);
        assert!(same("2020-04-01T00:00:00Z", "1585699200"));
        assert!(same("2020-04-01", "2020-04-01T02:00:00+02:00"));
        assert!(same("1970", "0"));
        assert!(same("1969-12-31T23:59:59Z", "-1"));
        assert!(same("2020-03-31T22:00-0200", "2020-04-01T00:00:00.000Z"));
        for text in ["", "2019-02-29", "2020-13-01", "2020-1-1", "2020-01-01T25:00Z", "yesterday"] {
            assert_eq!(instant(text), None, "{text}");
        }
    }

    #[test]
    fn ranges() {
        let holds = |range: &str, address: &str| in_range(range, address.parse().unwrap());
        assert_eq!(holds("10.0.0.0/8", "10.1.2.3"), Some(true));
        assert_eq!(holds("10.0.0.0/8", "11.0.0.0"), Some(false));
        assert_eq!(holds("0.0.0.0/0", "::1"), Some(false));
        assert_eq!(holds("10.0.0.1", "10.0.0.1"), Some(true));
        assert_eq!(holds("10.0.0.0/33", "10.0.0.1"), None);
        assert_eq!(holds("2001:db8::/32", "2001:db8:1::"), Some(true));
    }
}
