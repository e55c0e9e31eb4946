//! Times as OSV writes them, RFC 3339 in UTC, and seconds since 1970.

/// The seconds of a time such as `2024-05-06T07:08:09.123Z`; fractions are cut off.
pub(crate) fn seconds(text: &str) -> Option<u64> {
    let (day, time) = text.strip_suffix('Z')?.split_once('T')?;
    let numbers = |text: &str, between: char| {
        let mut parts = text.splitn(3, between).map(|part| part.parse::<u64>().ok());
        Some((parts.next()??, parts.next()??, parts.next()??))
    };
    let (year, month, day) = numbers(day, '-')?;
    let (hour, minute, second) = numbers(time.split('.').next()?, ':')?;
    let is_day = (1970..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    let is_time = hour < 24 && minute < 60 && second <= 60;
    (is_day && is_time).then(|| days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second)
}

/// Days since 1970 (Howard Hinnant's algorithm, in years that begin in March).
const fn days(year: u64, month: u64, day: u64) -> u64 {
    let year = if month <= 2 { year - 1 } else { year };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year % 400 * 365 + year % 400 / 4 - year % 400 / 100 + day_of_year;
    year / 400 * 146_097 + day_of_era - 719_468
}

/// The day of some seconds since 1970, `YYYY-MM-DD`.
pub(crate) fn day(seconds: u64) -> String {
    let days = seconds / 86_400 + 719_468;
    let day_of_era = days % 146_097;
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + days / 146_097 * 400 + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_become_seconds_and_seconds_days() {
        assert_eq!(seconds("1970-01-01T00:00:00Z"), Some(0));
        assert_eq!(seconds("2024-02-29T23:59:59.999999Z"), Some(1_709_251_199));
        for bad in ["", "2024-02-29", "2024-02-29T23:59:59", "2024-13-01T00:00:00Z", "1969-01-01T00:00:00Z", "aTbZ"] {
            assert_eq!(seconds(bad), None, "{bad}");
        }
        for number in (0..60_000).map(|days| days * 86_400) {
            assert_eq!(seconds(&format!("{}T00:00:00Z", day(number))), Some(number));
        }
    }
}
