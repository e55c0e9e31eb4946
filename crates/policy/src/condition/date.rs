//! Points in time as policies write them: ISO 8601 (`2020-04-01`, `2020-04-01T12:00:00Z`, with fraction or offset) or
//! seconds since 1970.

/// Milliseconds since 1970-01-01T00:00:00Z; `None` when the text is no point in time.
pub fn instant(text: &str) -> Option<i128> {
    if let Ok(seconds) = text.parse::<i64>()
        && text.len() != 4
    {
        return Some(i128::from(seconds) * 1000);
    }
    let (date, time) = text.split_once(['T', 't']).map_or((text, None), |(date, time)| (date, Some(time)));
    let days = days(date)?;
    let millis = time.map_or(Some(0), time_of_day)?;
    Some(days * 86_400_000 + millis)
}

/// A point in time as text, for milliseconds since 1970; years that have no four digits are cut to those that have.
pub(crate) fn text(millis: i128) -> String {
    const FIRST: i128 = -62_135_596_800_000;
    const LAST: i128 = 253_402_300_799_999;
    let millis = millis.clamp(FIRST, LAST);
    let (days, rest) = (millis.div_euclid(86_400_000), millis.rem_euclid(86_400_000));
    let (year, month, day) = civil_from_days(days);
    let (hour, minute, second) = (rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{:03}Z", rest % 1000)
}

/// The contrary of [`days_from_civil`].
fn civil_from_days(days: i128) -> (i128, i128, i128) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i128::from(month <= 2);
    (year, month, day)
}

/// Days since 1970-01-01 of `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
fn days(date: &str) -> Option<i128> {
    let mut parts = date.split('-');
    let year = digits(parts.next()?, 4)?;
    let month = parts.next().map_or(Some(1), |part| digits(part, 2))?;
    let day = parts.next().map_or(Some(1), |part| digits(part, 2))?;
    let is_date = parts.next().is_none() && (1..=12).contains(&month) && (1..=month_days(year, month)).contains(&day);
    is_date.then(|| days_from_civil(year, month, day))
}

fn month_days(year: i128, month: i128) -> i128 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The civil-calendar day count: years start in March, so that the leap day is the last of its year.
fn days_from_civil(year: i128, month: i128, day: i128) -> i128 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Milliseconds of `hh:mm`, `hh:mm:ss` or `hh:mm:ss.fff` with `Z`, an offset or nothing, which means UTC.
fn time_of_day(time: &str) -> Option<i128> {
    let (clock, offset) = split_offset(time)?;
    let mut parts = clock.split(':');
    let hour = digits(parts.next()?, 2)?;
    let minute = digits(parts.next()?, 2)?;
    let (second, fraction) = parts.next().map_or(("00", ""), |part| part.split_once('.').unwrap_or((part, "")));
    let second = digits(second, 2)?;
    let millis = millis(fraction)?;
    let is_time = parts.next().is_none() && hour <= 24 && minute < 60 && second <= 60;
    is_time.then_some(((hour * 60 + minute - offset) * 60 + second) * 1000 + millis)
}

/// The clock without its offset, and the offset in minutes.
fn split_offset(time: &str) -> Option<(&str, i128)> {
    if let Some(clock) = time.strip_suffix(['Z', 'z']) {
        return Some((clock, 0));
    }
    let Some(at) = time.rfind(['+', '-']) else { return Some((time, 0)) };
    let (clock, offset) = time.split_at_checked(at)?;
    let sign = if offset.starts_with('-') { -1 } else { 1 };
    let offset = offset.get(1..)?;
    let (hours, minutes) = offset.split_once(':').or_else(|| offset.split_at_checked(2))?;
    let minutes = if minutes.is_empty() { 0 } else { digits(minutes, 2)? };
    Some((clock, sign * (digits(hours, 2)? * 60 + minutes)))
}

fn millis(fraction: &str) -> Option<i128> {
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let three: String = fraction.chars().chain("000".chars()).take(3).collect();
    three.parse().ok()
}

fn digits(text: &str, count: usize) -> Option<i128> {
    let is_number = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::{instant, text};

    #[test]
    fn a_point_as_text_is_that_point() {
        for millis in [0, -1, 951_782_400_000, 1_585_699_200_250, -62_135_596_800_000, 253_402_300_799_999] {
            assert_eq!(instant(&text(millis)), Some(millis), "{}", text(millis));
        }
    }

    #[test]
    fn points_in_time() {
        for (text, expected) in [
            ("1970-01-01T00:00:00Z", Some(0)),
            ("1970-01-01", Some(0)),
            ("1970", Some(0)),
            ("1970-01", Some(0)),
            ("2020-04-01T00:00:00Z", Some(1_585_699_200_000)),
            ("2020-04-01T00:00:00.25Z", Some(1_585_699_200_250)),
            ("2020-04-01T02:00:00+02:00", Some(1_585_699_200_000)),
            ("2020-03-31T22:00-0200", Some(1_585_699_200_000)),
            ("2000-02-29", Some(951_782_400_000)),
            ("1585699200", Some(1_585_699_200_000)),
            ("-1", Some(-1000)),
            ("2020-02-30", None),
            ("2019-02-29", None),
            ("2020-13-01", None),
            ("2020-01-01T25:00:00Z", None),
            ("2020-01-01T00:00:00.xZ", None),
            ("yesterday", None),
            ("", None),
        ] {
            assert_eq!(instant(text), expected, "{text}");
        }
    }
}
