//! Days, as people write them.

use std::fmt;
use std::str::FromStr;

/// A day of the Gregorian calendar, `YYYY-MM-DD`; later days compare greater.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(String);

/// The text is not a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseDateError(String);

impl Date {
    /// The day as text, `YYYY-MM-DD`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The day that begins `days` days after 1970-01-01 (UTC).
    pub fn from_unix_days(days: u64) -> Self {
        let mut left = days.min(2_932_896);
        let mut year = 1970;
        while left >= days_in_year(year) {
            left -= days_in_year(year);
            year += 1;
        }
        let mut month = 1;
        while left >= u64::from(days_in_month(year, month)) {
            left -= u64::from(days_in_month(year, month));
            month += 1;
        }
        Self(format!("{year:04}-{month:02}-{:02}", left + 1))
    }
}

impl Date {
    /// The days since 1970-01-01; negative before.
    pub fn unix_days(&self) -> i64 {
        let number =
            |range: std::ops::Range<usize>| self.0.get(range).and_then(|part| part.parse::<u32>().ok()).unwrap_or(1);
        let (year, month, day) = (number(0..4), number(5..7), number(8..10));
        let days = |years: std::ops::Range<u32>| years.map(|year| days_in_year(year) as i64).sum::<i64>();
        let before = days(1970..year.max(1970)) - days(year.min(1970)..1970);
        let months = (1..month).map(|month| i64::from(days_in_month(year, month))).sum::<i64>();
        before + months + i64::from(day) - 1
    }
}

impl Default for Date {
    /// 1970-01-01: before every date a rule knows, so that nothing has expired.
    fn default() -> Self {
        Self::from_unix_days(0)
    }
}

impl FromStr for Date {
    type Err = ParseDateError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if is_day(text) { Ok(Self(text.to_owned())) } else { Err(ParseDateError(text.to_owned())) }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Display for ParseDateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a day such as 2026-12-31", self.0)
    }
}

impl std::error::Error for ParseDateError {}

fn is_day(text: &str) -> bool {
    let digits = |range: std::ops::Range<usize>| -> Option<u32> {
        let part = text.get(range)?;
        part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok()).flatten()
    };
    let shape = text.len() == 10 && text.get(4..5) == Some("-") && text.get(7..8) == Some("-");
    match (digits(0..4), digits(5..7), digits(8..10)) {
        (Some(year), Some(month @ 1..=12), Some(day)) => shape && day >= 1 && day <= days_in_month(year, month),
        _ => false,
    }
}

const fn is_leap(year: u32) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

const fn days_in_year(year: u32) -> u64 {
    if is_leap(year) { 366 } else { 365 }
}

const fn days_in_month(year: u32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_real_days_parse() {
        for good in ["2026-11-25", "2024-02-29", "2000-02-29", "0001-01-01"] {
            assert_eq!(good.parse::<Date>().unwrap().as_str(), good);
        }
        for bad in ["", "2026-11", "2026-13-01", "2026-02-29", "1900-02-29", "2026-1-1", "2026-11-25Z", "+026-11-25"] {
            assert!(bad.parse::<Date>().is_err(), "{bad}");
        }
    }

    #[test]
    fn unix_days_become_days() {
        for (days, day) in [(0, "1970-01-01"), (59, "1970-03-01"), (11_016, "2000-02-29"), (20_782, "2026-11-25")] {
            assert_eq!(Date::from_unix_days(days).as_str(), day);
        }
        assert_eq!(Date::from_unix_days(u64::MAX).as_str(), "9999-12-31");
    }
}
