//! Values of keys that are no texts: at, between and beside the values that conditions compare with.
//!
//! Between two neighbouring values nothing changes, so one value from each gap speaks for all.

use std::net::IpAddr;

use crate::condition::{date, number};
use crate::ip::IpRange;
use crate::operator::Comparison;

/// The values that speak for all values of the type that `comparison` compares; empty for texts.
pub(in crate::decide) fn values<'v>(comparison: Comparison, expected: impl Iterator<Item = &'v str>) -> Vec<String> {
    match comparison {
        Comparison::Numeric(_) => numbers(expected),
        Comparison::Date(_) => dates(expected),
        Comparison::Bool => vec!["true".to_owned(), "false".to_owned()],
        Comparison::IpAddress => addresses(expected),
        Comparison::StringEquals
        | Comparison::StringEqualsIgnoreCase
        | Comparison::StringLike
        | Comparison::BinaryEquals
        | Comparison::ArnLike
        | Comparison::Null => Vec::new(),
    }
}

/// Whether the comparison reads its values as something other than texts.
pub(in crate::decide) fn is_typed(comparison: Comparison) -> bool {
    match comparison {
        Comparison::Numeric(_) | Comparison::Date(_) | Comparison::Bool | Comparison::IpAddress => true,
        Comparison::StringEquals
        | Comparison::StringEqualsIgnoreCase
        | Comparison::StringLike
        | Comparison::BinaryEquals
        | Comparison::ArnLike
        | Comparison::Null => false,
    }
}

fn numbers<'v>(expected: impl Iterator<Item = &'v str>) -> Vec<String> {
    let mut points: Vec<(f64, &str)> =
        expected.filter_map(|text| number::read(text).map(|number| (number, text))).collect();
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    points.dedup_by(|a, b| number::compare(a.1, b.1).is_some_and(std::cmp::Ordering::is_eq));
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return vec!["0".to_owned()] };
    let mut values = vec![number_text(first.0.floor() - 1.0)];
    values.extend(points.iter().map(|(_, text)| (*text).to_owned()));
    for (low, high) in points.iter().zip(points.iter().skip(1)) {
        let next_whole = low.0.floor() + 1.0;
        values.push(number_text(if next_whole < high.0 { next_whole } else { f64::midpoint(low.0, high.0) }));
    }
    values.push(number_text(last.0.floor() + 1.0));
    values
}

fn number_text(number: f64) -> String {
    format!("{number}")
}

fn dates<'v>(expected: impl Iterator<Item = &'v str>) -> Vec<String> {
    let mut points: Vec<i128> = expected.filter_map(date::instant).flat_map(|at| [at - 1, at, at + 1]).collect();
    points.sort_unstable();
    points.dedup();
    if points.is_empty() {
        points.push(0);
    }
    points.into_iter().map(date::text).collect()
}

fn addresses<'v>(expected: impl Iterator<Item = &'v str>) -> Vec<String> {
    let mut values: Vec<IpAddr> = Vec::new();
    for range in expected.filter_map(IpRange::parse) {
        values.push(range.first());
        values.extend(range.after());
    }
    values.extend([IpAddr::from([0; 4]), IpAddr::from([0; 16])]);
    values.sort_unstable();
    values.dedup();
    // A plain public address reads better than the first of all.
    let rank = |address: &IpAddr| (address.is_ipv6(), address.is_unspecified());
    values.sort_by_key(rank);
    values.into_iter().map(|address| address.to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operator::Order;

    fn of(comparison: Comparison, expected: &[&str]) -> Vec<String> {
        values(comparison, expected.iter().copied())
    }

    #[test]
    fn one_value_from_each_gap() {
        assert_eq!(of(Comparison::Numeric(Order::Less), &["10", "5", "10.0"]), ["4", "5", "10", "6", "11"]);
        assert_eq!(of(Comparison::Numeric(Order::Less), &["5", "6"]), ["4", "5", "6", "5.5", "7"]);
        assert_eq!(
            of(Comparison::Date(Order::Less), &["1970-01-01"]),
            ["1969-12-31T23:59:59.999Z", "1970-01-01T00:00:00.000Z", "1970-01-01T00:00:00.001Z"]
        );
        assert_eq!(of(Comparison::IpAddress, &["10.0.0.0/8"]), ["10.0.0.0", "11.0.0.0", "0.0.0.0", "::"]);
        assert_eq!(of(Comparison::IpAddress, &["255.255.255.255/0"]), ["0.0.0.0", "::"]);
        assert_eq!(of(Comparison::StringEquals, &["x"]), Vec::<String>::new());
    }
}
