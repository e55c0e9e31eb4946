//! Version specifiers of PEP 440.

use super::span::{Cut, Span, Test};
use super::{Alternative, RangeError, sign};
use crate::{Scheme, Version};

const SIGNS: [&str; 8] = ["===", "==", "~=", "!=", "<=", ">=", "<", ">"];

pub(super) fn read(text: &str) -> Result<Alternative, RangeError> {
    let mut alternative = Alternative::default();
    if text.trim().is_empty() {
        return Ok(alternative);
    }
    for clause in text.split(',') {
        let refuse = || RangeError::Version(clause.to_owned());
        let (sign, text) = sign(clause, &SIGNS);
        if let Some(prefix) = text.strip_suffix(".*") {
            let span = prefix_span(prefix).ok_or_else(refuse)?;
            alternative.tests.push(match sign {
                "==" => Test::inside(span),
                "!=" => Test::outside(span),
                _ => return Err(refuse()),
            });
            continue;
        }
        let version = version_of(text);
        let has_local = text.contains('+');
        if !version.is_valid()
            || text.contains(char::is_whitespace)
            || has_local && !sign.contains("==") && sign != "!="
        {
            return Err(refuse());
        }
        if version.is_prerelease() && sign != "!=" {
            alternative.prereleases.push(version.clone());
        }
        let equal = |version: Version| if has_local { Span::only(version) } else { with_locals(version) };
        alternative.tests.push(match sign {
            "==" => Test::inside(equal(version)),
            "===" => Test::inside(Span::only(version)),
            "!=" => Test::outside(equal(version)),
            ">=" => Test::inside(Span::from(Cut::before(version))),
            "<=" => Test::inside(Span { low: None, ..with_locals(version) }),
            ">" => Test::inside(Span::from(above(version))),
            "<" => Test::inside(Span::until(below(version))),
            "~=" => {
                let (prefix, _) = release(text).rsplit_once('.').ok_or_else(refuse)?;
                let span = prefix_span(prefix).ok_or_else(refuse)?;
                Test::inside(Span { low: Some(Cut::before(version)), ..span })
            }
            _ => return Err(refuse()),
        });
    }
    Ok(alternative)
}

/// A version with all its local versions.
fn with_locals(version: Version) -> Span {
    Span::between(Cut::before(version.clone()), after_locals(version))
}

/// Above a version and its local ones.
pub(super) fn after_locals(version: Version) -> Cut {
    let local = version_of(&format!("{}+a", version.as_str().trim()));
    Cut::after_family(version, &local)
}

/// `>` leaves out the local versions, and the post-releases of what is none itself.
fn above(version: Version) -> Cut {
    let post = version_of(&format!("{}.post0", version.as_str().trim()));
    if post.is_valid() { Cut::after_family(version, &post) } else { after_locals(version) }
}

/// `<` leaves out the pre-releases of what is none itself.
fn below(version: Version) -> Cut {
    if version.is_prerelease() {
        return Cut::before(version);
    }
    let least = version_of(&format!("{}.dev0", version.as_str().trim()));
    Cut::before_family(version, &least)
}

/// All versions whose release begins with these numbers; `None` when they are no release.
fn prefix_span(prefix: &str) -> Option<Span> {
    let release = release(prefix);
    if release.is_empty() || !prefix.ends_with(release) || !version_of(prefix).is_valid() {
        return None;
    }
    let head = prefix.strip_suffix(release)?;
    let (kept, last) = release.rsplit_once('.').map_or(("", release), |(kept, last)| (kept, last));
    let dot = if kept.is_empty() { "" } else { "." };
    let next = format!("{head}{kept}{dot}{}", last.parse::<u64>().ok()?.checked_add(1)?);
    let family = |text: &str| Cut::before_family(version_of(text), &version_of(&format!("{text}.dev0")));
    Some(Span::between(family(prefix), family(&next)))
}

/// The numbers of a version, after its `v` and its epoch.
fn release(text: &str) -> &str {
    let text = text.split_once('!').map_or(text, |(_, rest)| rest).trim_start_matches(['v', 'V']);
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    text.get(..end).unwrap_or("").trim_end_matches('.')
}

fn version_of(text: &str) -> Version {
    Version::parse(Scheme::Pypi, text)
}
