//! Address ranges in conditions.

use policy::{Comparison, Condition, IpRange};
use source::Origin;

use crate::check::{Check, checks};
use crate::found::Found;
use crate::values::is_written_out;
use crate::view::View;

checks! {
    TYPE_MISMATCH_IP_RANGE: Error, "an address range cannot be read", "Write it in CIDR notation, such as `203.0.113.0/24` or `2001:db8::/32`.";
    IMPROVE_IP_RANGE: Suggestion, "an address range has bits behind its prefix", "These bits do not count; write the first address of the range.";
    PRIVATE_IP_ADDRESS: Error, "`aws:SourceIp` is compared with private addresses only", "Requests reach AWS from public addresses, so this never matches; `aws:VpcSourceIp` has the address inside a VPC.";
    PRIVATE_NOT_IP_ADDRESS: Error, "`aws:SourceIp` excludes private addresses only", "Requests reach AWS from public addresses, so this always matches; `aws:VpcSourceIp` has the address inside a VPC.";
    PRIVATE_IP_ADDRESS_SUBSET: Suggestion, "`aws:SourceIp` is compared with some private addresses", "The private ones never match; `aws:VpcSourceIp` has the address inside a VPC.";
    PRIVATE_NOT_IP_ADDRESS_SUBSET: Suggestion, "`aws:SourceIp` excludes some private addresses", "The private ones exclude nothing; `aws:VpcSourceIp` has the address inside a VPC.";
}

pub(crate) fn check(view: &View<'_>, found: &mut Found) {
    for condition in &view.parsed.conditions {
        let Some(operator) = condition.meaning.filter(|meaning| meaning.comparison == Comparison::IpAddress) else {
            continue;
        };
        let ranges = ranges(condition, found);
        if condition.key.value.eq_ignore_ascii_case("aws:SourceIp") {
            source_ip(condition, operator.negated, &ranges, found);
        }
    }
}

/// The ranges that can be read.
fn ranges<'a>(condition: &'a Condition, found: &mut Found) -> Vec<(IpRange, &'a Origin)> {
    let mut ranges = Vec::new();
    for value in condition.values.iter().filter(|value| is_written_out(&value.value)) {
        let text = &*value.value;
        let Some(range) = IpRange::parse(text) else {
            let message = format!("`{text}` is no address range");
            found.add(&TYPE_MISMATCH_IP_RANGE, &value.origin, message);
            continue;
        };
        let address = text.split('/').next().unwrap_or_default();
        if address.parse() != Ok(range.first()) {
            let message = format!("`{text}` has bits that do not count");
            found.suggest(&IMPROVE_IP_RANGE, &value.origin, message, format!("{}/{}", range.first(), range.prefix()));
        }
        ranges.push((range, &value.origin));
    }
    ranges
}

fn source_ip(condition: &Condition, negated: bool, ranges: &[(IpRange, &Origin)], found: &mut Found) {
    let private: Vec<&Origin> = ranges.iter().filter(|(range, _)| range.is_private()).map(|(_, at)| *at).collect();
    let Some(first) = private.first() else { return };
    let all = private.len() == condition.values.len();
    let (check, at, what): (&'static Check, &Origin, &str) = match (all, negated) {
        (true, false) => (&PRIVATE_IP_ADDRESS, &condition.origin, "no request comes from these private addresses"),
        (true, true) => {
            (&PRIVATE_NOT_IP_ADDRESS, &condition.origin, "every request comes from outside these private addresses")
        }
        (false, false) => (&PRIVATE_IP_ADDRESS_SUBSET, first, "no request comes from this private address"),
        (false, true) => (&PRIVATE_NOT_IP_ADDRESS_SUBSET, first, "this private address excludes no request"),
    };
    found.add(check, at, what);
}
