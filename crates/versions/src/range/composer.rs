//! Constraints of Composer.
//!
//! Composer brings a version to four numbers before it compares; so does this module, and tells of the bounds with as
//! many as are given, three at least.

use super::partial::Partial;
use super::span::{Cut, Span, Test};
use super::{Alternative, RangeError, words};
use crate::{Scheme, Version};

const SIGNS: [&str; 10] = ["!=", "<>", ">=", "<=", "==", "^", "~", "=", "<", ">"];
const STABILITIES: [(&str, &str); 9] = [
    ("alpha", "alpha"),
    ("a", "alpha"),
    ("beta", "beta"),
    ("b", "beta"),
    ("rc", "RC"),
    ("patch", "patch"),
    ("pl", "patch"),
    ("p", "patch"),
    ("dev", "dev"),
];

pub(super) fn read(text: &str) -> Result<Vec<Alternative>, RangeError> {
    let alternatives = text.split("||").flat_map(|part| part.split('|'));
    alternatives.map(|text| Ok(Alternative { tests: tests(text)?, prereleases: Vec::new() })).collect()
}

/// A version as Composer compares it; one it does not normalize, such as a branch, is left as it is.
pub(super) fn normal(text: &str) -> Version {
    let normal = Bound::read(text).ok().filter(|bound| bound.partial.given() > 0 && !bound.partial.wild);
    let text = normal.map_or_else(|| text.to_owned(), |bound| bound.normal());
    Version::parse(Scheme::Composer, &text)
}

fn tests(text: &str) -> Result<Vec<Test>, RangeError> {
    if text.trim().is_empty() {
        return Err(RangeError::Empty);
    }
    // An alias stands in for the version where others ask for one; what is asked for here is the version.
    let text = text.split_once(" as ").map_or(text, |(text, _)| text);
    if let Some((from, to)) = text.split_once(" - ") {
        let (from, to) = (Bound::read(from.trim())?, Bound::read(to.trim())?);
        let high = if to.is_exact() { to.after() } else { to.ceiling(to.partial.given())? };
        return Ok(vec![Test::inside(Span::between(from.before(), high))]);
    }
    text.split(',').flat_map(|part| words(part, &SIGNS)).map(|(sign, version)| test(sign, version)).collect()
}

fn test(sign: &str, text: &str) -> Result<Test, RangeError> {
    if let Some(branch) = branch(text).filter(|_| matches!(sign, "" | "=" | "==")) {
        return Ok(Test::inside(Span::only(Version::parse(Scheme::Composer, branch))));
    }
    let bound = Bound::read(text)?;
    let given = bound.partial.given();
    if given == 0 {
        return if bound.partial.wild || text.starts_with('@') {
            Ok(Test::inside(Span::default()))
        } else {
            Err(RangeError::Empty)
        };
    }
    Ok(Test::inside(match sign {
        ">=" => Span::from(bound.before()),
        ">" => Span::from(bound.after()),
        "<=" => Span::until(bound.after()),
        "<" => Span::until(bound.before()),
        "^" => Span::between(bound.before(), bound.ceiling(bound.partial.leftmost())?),
        "~" => Span::between(bound.before(), bound.ceiling(given.saturating_sub(1).max(1))?),
        _ if bound.partial.wild => Span::between(bound.before(), bound.ceiling(given)?),
        "!=" | "<>" => return Ok(Test::outside(bound.only())),
        _ => bound.only(),
    }))
}

/// The name of a branch, such as `dev-main` and `1.x-dev`, without the commit after it; `None` for a version.
fn branch(text: &str) -> Option<&str> {
    let (name, _) = text.split_once('#').unwrap_or((text, ""));
    let is_numbered = |name: &str| name.strip_suffix("-dev").is_some_and(|line| line.ends_with(['x', 'X', '*']));
    (name.starts_with("dev-") || is_numbered(name)).then_some(name)
}

/// A version of a constraint: its numbers and its stability.
struct Bound<'a> {
    partial: Partial<'a>,
    /// Such as `-beta2`; empty for a release.
    stability: String,
}

impl<'a> Bound<'a> {
    fn read(text: &'a str) -> Result<Self, RangeError> {
        let refuse = || RangeError::Version(text.to_owned());
        // What follows `@` asks for a stability and bounds nothing.
        let bare = text.split(['@', '+']).next().unwrap_or("").trim();
        let bare = bare.strip_prefix(['v', 'V']).unwrap_or(bare);
        let end = bare.find(|c: char| !c.is_ascii_digit() && !"*xX.".contains(c)).unwrap_or(bare.len());
        let (numbers, suffix) = bare.split_at_checked(end).ok_or_else(refuse)?;
        let partial = Partial::parse(numbers.trim_end_matches('.'), 4)?;
        Ok(Self { partial, stability: stability(suffix).ok_or_else(refuse)? })
    }

    /// Whether it says all that a version needs to be compared as it stands.
    fn is_exact(&self) -> bool {
        self.partial.is_full(3) || !self.stability.is_empty()
    }

    fn told(&self) -> Version {
        Version::parse(Scheme::Composer, &format!("{}{}", self.partial.floor(), self.stability))
    }

    fn normal(&self) -> String {
        let floor = self.partial.floor();
        let fourth = if self.partial.is_full(4) { "" } else { ".0" };
        format!("{floor}{fourth}{}", self.stability)
    }

    fn exact(&self) -> Version {
        Version::parse(Scheme::Composer, &self.normal())
    }

    fn only(&self) -> Span {
        Span::between(Cut::before_family(self.told(), &self.exact()), self.after())
    }

    fn after(&self) -> Cut {
        Cut::after_as(self.told(), &self.exact())
    }

    /// Below the version, and below its unstable forms when it names none.
    fn before(&self) -> Cut {
        if self.stability.is_empty() {
            before_dev(&self.partial.floor())
        } else {
            Cut::before_family(self.told(), &self.exact())
        }
    }

    /// Below the next version in this place and its unstable forms.
    fn ceiling(&self, at: usize) -> Result<Cut, RangeError> {
        Ok(before_dev(&self.partial.bump(at)?))
    }
}

fn before_dev(release: &str) -> Cut {
    let told = Version::parse(Scheme::Composer, &format!("{release}-dev"));
    Cut::before_family(told, &normal(&format!("{release}-dev")))
}

/// The stability in Composer's words; `None` for one it does not know.
fn stability(suffix: &str) -> Option<String> {
    let suffix = suffix.trim_start_matches(['-', '.', '_']).to_ascii_lowercase();
    if suffix.is_empty() || suffix == "stable" {
        return Some(String::new());
    }
    let end = suffix.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(suffix.len());
    let (word, rest) = suffix.split_at_checked(end)?;
    let (_, name) = STABILITIES.iter().find(|(known, _)| *known == word)?;
    let number = rest.trim_start_matches(['-', '.']);
    number.bytes().all(|byte| byte.is_ascii_digit()).then(|| format!("-{name}{number}"))
}
