//! Intervals of Maven and NuGet: `[1.0,2.0)`, with Maven several of them.

use super::span::{Cut, Span, Test};
use super::{Alternative, RangeError, signs};
use crate::{Scheme, Version};

/// An alternative for each interval. A version alone is the least one with NuGet; with Maven, where it is a mere
/// recommendation, it is the version recommended.
pub(super) fn read(scheme: Scheme, text: &str) -> Result<Vec<Alternative>, RangeError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(RangeError::Empty);
    }
    if !text.starts_with(['[', '(']) {
        let span = match scheme {
            Scheme::Nuget => Span::from(Cut::before(least(text)?)),
            _ => Span::only(signs::version_of(scheme, text)?),
        };
        return Ok(vec![alternative(span)]);
    }
    let mut alternatives = Vec::new();
    let mut rest = text;
    loop {
        let end = rest.find([']', ')']).ok_or_else(|| RangeError::Interval(rest.to_owned()))?;
        let (interval, after) = rest.split_at_checked(end + 1).unwrap_or((rest, ""));
        alternatives.push(alternative(span(scheme, interval)?));
        rest = after.trim_start();
        if rest.is_empty() {
            return Ok(alternatives);
        }
        rest = match rest.strip_prefix(',') {
            Some(next) if scheme == Scheme::Maven => next.trim_start(),
            _ => return Err(RangeError::Interval(text.to_owned())),
        };
    }
}

fn alternative(span: Span) -> Alternative {
    Alternative { tests: vec![Test::inside(span)], prereleases: Vec::new() }
}

fn span(scheme: Scheme, interval: &str) -> Result<Span, RangeError> {
    let refuse = || RangeError::Interval(interval.to_owned());
    let with_low = interval.starts_with('[');
    let with_high = interval.ends_with(']');
    let inner = interval.strip_prefix(['[', '(']).and_then(|rest| rest.strip_suffix([']', ')'])).ok_or_else(refuse)?;
    let Some((low, high)) = inner.split_once(',') else {
        if !with_low || !with_high {
            return Err(refuse());
        }
        return Ok(Span::only(signs::version_of(scheme, inner.trim())?));
    };
    let version = |text: &str| match text.trim() {
        "" => Ok(None),
        text if text.contains([',', '[', '(']) => Err(refuse()),
        text if scheme == Scheme::Nuget && text.contains('*') => least(text).map(Some),
        text => signs::version_of(scheme, text).map(Some),
    };
    let low = version(low)?.map(|version| if with_low { Cut::before(version) } else { Cut::after(version) });
    let high = version(high)?.map(|version| if with_high { Cut::after(version) } else { Cut::before(version) });
    Ok(Span { low, high })
}

/// The least version that a NuGet version with a star lets pass; what is above it is let pass as well.
fn least(text: &str) -> Result<Version, RangeError> {
    let Some((before, after)) = text.split_once('*') else { return signs::version_of(Scheme::Nuget, text) };
    let floor = match (before, after) {
        ("", "") => "0.0".to_owned(),
        ("", "-*") => "0.0-0".to_owned(),
        (numbers, "") if numbers.ends_with('.') => format!("{numbers}0"),
        (numbers, "-*") if numbers.ends_with('.') => format!("{numbers}0-0"),
        (prerelease, "") => format!("{prerelease}0"),
        _ => return Err(RangeError::Version(text.to_owned())),
    };
    signs::version_of(Scheme::Nuget, &floor)
}
