//! The clock: the only place that asks it.

use std::time::{SystemTime, UNIX_EPOCH};

use scan::Date;

/// Today, in UTC.
pub fn today() -> Date {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |duration| duration.as_secs());
    Date::from_unix_days(seconds / 86_400)
}
