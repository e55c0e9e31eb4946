//! Reading of a `vers:` text, canonical or not.

use super::{Comparator, Constraint, Vers, VersError, escape};
use crate::{Scheme, Version};

const SIGNS: [(&str, Comparator); 6] = [
    (">=", Comparator::GreaterOrEqual),
    ("<=", Comparator::LessOrEqual),
    ("!=", Comparator::NotEqual),
    ("=", Comparator::Equal),
    ("<", Comparator::Less),
    (">", Comparator::Greater),
];

/// Only the canonical form.
pub(super) fn canonical(text: &str) -> Result<Vers, VersError> {
    if text.chars().any(char::is_whitespace) {
        return Err(VersError::WhiteSpace);
    }
    let (scheme, body) = head(text)?;
    let constraints = body_of(scheme, body.split('|'))?;
    for (a, b) in constraints.iter().zip(constraints.iter().skip(1)) {
        match a.version.cmp(&b.version) {
            std::cmp::Ordering::Less => {}
            std::cmp::Ordering::Equal => return Err(VersError::Duplicate(b.version.to_string())),
            std::cmp::Ordering::Greater => return Err(VersError::Unsorted(b.version.to_string())),
        }
    }
    Ok(Vers { scheme, constraints })
}

/// Any form, put in order.
pub(super) fn any(text: &str) -> Result<Vers, VersError> {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let (name, body) = bare.split_once('/').ok_or(VersError::NoScheme)?;
    let name = name.to_ascii_lowercase();
    let (scheme, _) = head(&format!("{name}/"))?;
    let constraints = body_of(scheme, body.split('|').filter(|constraint| !constraint.is_empty()))?;
    if constraints.is_empty() && !body.contains('*') {
        return Err(VersError::EmptyConstraint);
    }
    let mut vers = Vers::of(scheme, constraints);
    vers.constraints.dedup();
    Ok(vers)
}

fn head(text: &str) -> Result<(Scheme, &str), VersError> {
    let (name, body) = text.strip_prefix("vers:").and_then(|rest| rest.split_once('/')).ok_or(VersError::NoScheme)?;
    let scheme = Scheme::ALL.into_iter().find(|scheme| scheme.name() == name);
    Ok((scheme.ok_or_else(|| VersError::UnknownScheme(name.to_owned()))?, body))
}

/// The constraints; none for `*` alone.
fn body_of<'a>(scheme: Scheme, parts: impl Iterator<Item = &'a str>) -> Result<Vec<Constraint>, VersError> {
    let parts: Vec<&str> = parts.collect();
    if parts == ["*"] {
        return Ok(Vec::new());
    }
    parts.into_iter().map(|part| constraint(scheme, part)).collect()
}

fn constraint(scheme: Scheme, text: &str) -> Result<Constraint, VersError> {
    let signed = SIGNS.iter().find_map(|(sign, comparator)| Some((*comparator, text.strip_prefix(sign)?)));
    let (comparator, version) = signed.unwrap_or((Comparator::Equal, text));
    if version.contains('*') {
        return Err(VersError::Star);
    }
    let decoded = escape::decode(version).ok_or_else(|| VersError::Encoding(version.to_owned()))?;
    if decoded.trim().is_empty() {
        return Err(VersError::EmptyConstraint);
    }
    Ok(Constraint { comparator, version: Version::parse(scheme, &decoded) })
}
