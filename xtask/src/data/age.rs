//! How old the tables are.

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Result;
use serde_json::Value;

use super::is_day;
use crate::house::{House, files, read};

/// Older tables are worth a look for newer ones.
const MAX_AGE_DAYS: u64 = 45;
/// Before the day in a README.
const DATE: &str = "Date: ";

/// A message for each day in a README of data/ that is too long ago.
pub fn warnings(house: &House) -> Result<Vec<String>> {
    let today = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() / 86_400);
    let mut warnings = Vec::new();
    for path in files(&house.root.join("data"), "md")? {
        let old = old_tables(&read(&path)?, today);
        warnings.extend(old.into_iter().map(|message| format!("{}: {message}", house.name(&path))));
    }
    Ok(warnings)
}

/// The tables that a README names under a heading and whose day is too long ago.
fn old_tables(readme: &str, today: u64) -> Vec<String> {
    let mut heading = "";
    let mut old = Vec::new();
    for line in readme.lines() {
        if let Some(text) = line.trim_start_matches('#').strip_prefix(' ').filter(|_| line.starts_with('#')) {
            heading = text;
        }
        let Some((_, day)) = line.split_once(DATE) else { continue };
        let day = day.get(..10).unwrap_or_default();
        let age = days(day).map_or(0, |then| today.saturating_sub(then));
        if age > MAX_AGE_DAYS {
            old.push(format!("{heading} is of {day}, {age} days ago: look for a newer one"));
        }
    }
    old
}

/// A fault when a table says its day and its README does not.
pub fn day_is_named(table: &Value, readme: &str) -> Option<String> {
    let day = table.get("date")?.as_str().unwrap_or_default();
    (!is_day(day) || !readme.contains(&format!("{DATE}{day}")))
        .then(|| format!("is of `{day}`, which its README does not say"))
}

/// Days since 1970; years begin in March, so that the leap day is the last of its year.
fn days(day: &str) -> Option<u64> {
    let mut numbers = day.split('-').map(|part| part.parse::<u64>().ok());
    let (year, month, day) = (numbers.next()??, numbers.next()??, numbers.next()??);
    let year = if month > 2 { year } else { year.checked_sub(1)? };
    let in_year = (153 * ((month + 9) % 12) + 2) / 5 + day;
    (365 * year + year / 4 - year / 100 + year / 400 + in_year).checked_sub(719_469)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn days_are_counted() {
        for (day, expected) in [("1970-01-01", 0), ("1970-03-01", 59), ("2000-02-29", 11_016), ("2026-11-26", 20_783)] {
            assert_eq!(days(day), Some(expected), "{day}");
        }
        assert_eq!(days("soon"), None);
    }

    #[test]
    fn a_table_is_old_after_45_days() {
        let readme = "# Tables\n\n## `a.json`\n\n- Date: 2026-01-01\n\n## `b.json`\n- Date: 2026-01-02.\n";
        let today = days("2026-02-16").unwrap();
        assert_eq!(old_tables(readme, today), ["`a.json` is of 2026-01-01, 46 days ago: look for a newer one"]);
    }

    #[test]
    fn a_table_and_its_readme_agree() {
        let table = json!({ "date": "2026-01-01" });
        assert_eq!(day_is_named(&table, "- Date: 2026-01-01"), None);
        assert!(day_is_named(&table, "- Date: 2026-01-02").is_some());
        assert!(day_is_named(&json!({ "date": "soon" }), "- Date: soon").is_some());
        assert_eq!(day_is_named(&json!({}), ""), None);
    }
}
