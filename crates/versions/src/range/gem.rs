//! Requirements of RubyGems: `>= 1.2, < 2` and the pessimistic `~> 1.2`.

use super::span::{Cut, Span, Test};
use super::{Alternative, RangeError, sign, signs};
use crate::{Scheme, Version};

const SIGNS: [&str; 7] = ["~>", ">=", "<=", "!=", "=", "<", ">"];

pub(super) fn read(text: &str) -> Result<Alternative, RangeError> {
    let mut tests = Vec::new();
    for clause in text.split(',') {
        let (sign, version) = sign(clause, &SIGNS);
        let version = signs::version_of(Scheme::Gem, version)?;
        if !version.is_valid() {
            return Err(RangeError::Version(clause.to_owned()));
        }
        tests.push(match sign {
            "~>" => pessimistic(version)?,
            sign => signs::test(sign, version).ok_or_else(|| RangeError::Version(clause.to_owned()))?,
        });
    }
    Ok(Alternative { tests, prereleases: Vec::new() })
}

/// At least the version, and below the next one in the place before its last number, whose pre-releases are out too.
fn pessimistic(version: Version) -> Result<Test, RangeError> {
    let refuse = || RangeError::Version(version.to_string());
    let mut numbers = Vec::new();
    for part in version.as_str().split(['.', '-']) {
        if !part.bytes().all(|byte| byte.is_ascii_digit()) {
            break;
        }
        numbers.push(part.parse::<u64>().map_err(|_| refuse())?);
    }
    if numbers.len() > 1 {
        numbers.pop();
    }
    let last = numbers.last_mut().ok_or_else(refuse)?;
    *last = last.checked_add(1).ok_or_else(refuse)?;
    let next = numbers.iter().map(u64::to_string).collect::<Vec<_>>().join(".");
    let least = Version::parse(Scheme::Gem, &format!("{next}.A"));
    let high = Cut::before_family(Version::parse(Scheme::Gem, &next), &least);
    Ok(Test::inside(Span::between(Cut::before(version), high)))
}
