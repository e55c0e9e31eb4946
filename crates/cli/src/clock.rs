//! The clock: the only place that asks it.

use std::time::{SystemTime, UNIX_EPOCH};

use scan::Date;

/// Today, in UTC.
pub fn today() -> Date {
    Date::from_unix_days(now() / 86_400)
}

/// Now in seconds since 1970.
pub fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |duration| duration.as_secs())
}

/// Now in seconds since 1970, or the time of `SOURCE_DATE_EPOCH`, which builds set that are to be reproducible.
pub fn build_time() -> u32 {
    let given = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse().ok());
    u32::try_from(given.unwrap_or_else(now)).unwrap_or(u32::MAX)
}
