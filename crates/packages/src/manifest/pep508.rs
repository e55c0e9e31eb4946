//! Requirements of Python in one text, as PEP 508 writes them.

use source::Span;
use syntax::Node;

use crate::nodes::span;
use crate::{Ecosystem, Input, Inventory, Origin, Requirement, origin};

/// A requirement of PEP 508, or a URL or path with the name in its fragment.
pub(crate) fn parse(text: &str, span: Span) -> Option<Requirement> {
    let (text, condition) = match text.split_once(';') {
        Some((text, marker)) => (text.trim(), marker.trim()),
        None => (text.trim(), ""),
    };
    let mut requirement = named(text, span).or_else(|| addressed(text, span))?;
    condition.clone_into(&mut requirement.condition);
    Some(requirement)
}

/// The requirements of a list of texts, each with what it is needed for.
pub(crate) fn parse_list(input: Input<'_>, list: &[Node], groups: &[String], found: &mut Inventory) {
    for item in list {
        let at = span(input.file, item);
        match item.as_str().map(|text| (text, parse(text, at))) {
            Some((_, Some(requirement))) => {
                found.requirements.push(Requirement { groups: groups.to_vec(), ..requirement });
            }
            Some((text, None)) => found.malformed(at, format!("`{text}` is no requirement")),
            None => found.malformed(at, "a requirement that is no text"),
        }
    }
}

/// `name[extra]>=1` and `name[extra] @ https://…`.
fn named(text: &str, span: Span) -> Option<Requirement> {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && !"-_.".contains(c)).unwrap_or(text.len());
    let (name, rest) = text.split_at_checked(end)?;
    let alphanumeric = |c: char| c.is_ascii_alphanumeric();
    if !name.starts_with(alphanumeric) || !name.ends_with(alphanumeric) {
        return None;
    }
    let rest = rest.trim_start();
    let rest = match rest.strip_prefix('[') {
        Some(extras) => extras.split_once(']')?.1.trim_start(),
        None => rest,
    };
    if let Some(place) = rest.strip_prefix('@') {
        let mut requirement = Requirement::new(Ecosystem::PyPi, name, "", span);
        let place = place.trim();
        requirement.origin = origin_of(place).unwrap_or_else(|| Origin::Url(place.to_owned()));
        return Some(requirement);
    }
    const OPERATORS: [char; 5] = ['=', '<', '>', '!', '~'];
    let ranged = rest.starts_with('(') || rest.starts_with(OPERATORS) && !rest.ends_with(OPERATORS);
    (rest.is_empty() || ranged).then(|| Requirement::new(Ecosystem::PyPi, name, rest.trim_matches(['(', ')']), span))
}

/// `git+https://…#egg=name`.
fn addressed(text: &str, span: Span) -> Option<Requirement> {
    let egg = text.split_once('#')?.1.split('&').find_map(|part| part.strip_prefix("egg="))?;
    let mut requirement = Requirement::new(Ecosystem::PyPi, egg.split('[').next()?, "", span);
    requirement.origin = origin_of(text)?;
    Some(requirement)
}

/// The origin of a URL; of a repository it says the revision behind an `@` in the path.
fn origin_of(place: &str) -> Option<Origin> {
    let Some(Origin::Git { url, commit: None }) = origin::of_text(place) else { return origin::of_text(place) };
    let folder = url.rfind('/').unwrap_or(0);
    let revision = url.rfind('@').filter(|at| *at > folder).and_then(|at| url.get(at + 1..));
    let commit = revision.and_then(origin::commit_in);
    let url = match revision {
        Some(revision) => url.strip_suffix(revision).unwrap_or(&url).trim_end_matches('@').to_owned(),
        None => url,
    };
    Some(Origin::Git { url, commit })
}
