//! Package URLs: one text that names a package of any ecosystem, `pkg:TYPE/NAMESPACE/NAME@VERSION?QUALIFIERS#SUBPATH`.
//!
//! The grammar and the rules of each type are those of the purl specification (ECMA-427). Two deliberate exceptions:
//! names of npm and Go keep their case, because in both ecosystems packages exist that differ in nothing else.

mod kinds;
mod percent;

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// A package URL in canonical form.
///
/// INVARIANT: made by [`Purl::build`] alone, so that the type's rules hold and equal packages have equal values.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Purl {
    kind: String,
    namespace: Option<String>,
    name: String,
    version: Option<String>,
    qualifiers: BTreeMap<String, String>,
    subpath: Option<String>,
}

/// The parts of a package URL, decoded and not yet judged; an empty text is an absent part.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parts {
    /// The package type, such as `npm` or `maven`.
    pub kind: String,
    /// What qualifies the name, such as a Maven group, an npm scope or a GitHub owner; segments parted by `/`.
    pub namespace: String,
    /// The package's name.
    pub name: String,
    /// The version as the ecosystem writes it.
    pub version: String,
    /// Further facts by key, such as `arch` or `repository_url`.
    pub qualifiers: BTreeMap<String, String>,
    /// A path inside of the package.
    pub subpath: String,
}

/// Why a text or its parts are no package URL.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PurlError {
    /// The text does not begin with `pkg:`.
    #[error("a package URL begins with `pkg:`")]
    Scheme,
    /// The type is missing or has other characters than letters, digits, `.` and `-`, or begins with a digit.
    #[error("`{0}` is no package type")]
    Kind(String),
    /// The name is missing.
    #[error("a package URL needs a name")]
    Name,
    /// A qualifier's key has other characters than letters, digits, `.`, `-` and `_`, or begins with a digit.
    #[error("`{0}` is no key of a qualifier")]
    Key(String),
    /// A qualifier's key is there twice.
    #[error("the qualifier `{0}` is given twice")]
    TwiceKey(String),
    /// Something of the type's own rules is broken.
    #[error("a package URL of type `{kind}` {rule}")]
    Rule {
        /// The type.
        kind: String,
        /// The rule, as the end of a sentence.
        rule: &'static str,
    },
    /// A percent escape that is cut off, no hexadecimal number, or not UTF-8 once decoded.
    #[error("`{0}` holds a broken percent escape")]
    Escape(String),
}

impl Purl {
    /// Judges parts by the grammar and the rules of their type, and brings them to canonical form.
    ///
    /// # Errors
    /// The first rule that is broken.
    pub fn build(parts: Parts) -> Result<Self, PurlError> {
        let kind = parts.kind.to_ascii_lowercase();
        if !is_word(&kind, b".-") {
            return Err(PurlError::Kind(parts.kind));
        }
        let mut purl = Self {
            kind,
            namespace: some(segments(&parts.namespace, false)),
            name: parts.name.trim_matches('/').to_owned(),
            version: some(parts.version),
            qualifiers: qualifiers(parts.qualifiers)?,
            subpath: some(segments(&parts.subpath, true)),
        };
        if purl.name.is_empty() {
            return Err(PurlError::Name);
        }
        kinds::normalise(&mut purl);
        match kinds::broken_rule(&purl) {
            Some(rule) => Err(PurlError::Rule { kind: purl.kind, rule }),
            None => Ok(purl),
        }
    }

    /// The package type in lower case, such as `npm`.
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// What qualifies the name, segments parted by `/`.
    pub fn namespace(&self) -> Option<&str> {
        self.namespace.as_deref()
    }

    /// The package's name, without the namespace.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The version as the ecosystem writes it.
    pub fn version(&self) -> Option<&str> {
        self.version.as_deref()
    }

    /// Further facts, by key in lower case; no value is empty.
    pub fn qualifiers(&self) -> &BTreeMap<String, String> {
        &self.qualifiers
    }

    /// A path inside of the package, without `.`, `..` and empty segments.
    pub fn subpath(&self) -> Option<&str> {
        self.subpath.as_deref()
    }
}

impl FromStr for Purl {
    type Err = PurlError;

    fn from_str(text: &str) -> Result<Self, PurlError> {
        let rest = match text.split_once(':') {
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("pkg") => rest.trim_start_matches('/'),
            _ => return Err(PurlError::Scheme),
        };
        let (rest, subpath) = rest.rsplit_once('#').unwrap_or((rest, ""));
        let (rest, query) = rest.rsplit_once('?').unwrap_or((rest, ""));
        let (kind, path) = rest.split_once('/').ok_or_else(|| PurlError::Kind(rest.to_owned()))?;
        // An `@` before the last segment belongs to an npm scope that was not escaped.
        let path = path.trim_matches('/');
        let last = path.rfind('/').map_or(0, |slash| slash + 1);
        let at = path.get(last..).and_then(|segment| segment.rfind('@')).map_or(path.len(), |at| last + at);
        let (path, version) = path.split_at_checked(at).unwrap_or((path, ""));
        let (namespace, name) = kinds::split_path(kind, path);
        Self::build(Parts {
            kind: kind.to_owned(),
            namespace: percent::decode(namespace)?,
            name: percent::decode(name)?,
            version: percent::decode(version.strip_prefix('@').unwrap_or_default())?,
            qualifiers: parse_query(query)?,
            subpath: percent::decode(subpath)?,
        })
    }
}

impl fmt::Display for Purl {
    /// The canonical text.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "pkg:{}/", self.kind)?;
        if let Some(namespace) = &self.namespace {
            write!(f, "{}/", percent::path(namespace))?;
        }
        if self.kind == "git" {
            // Its repositories lie below owners and groups.
            write!(f, "{}", percent::path(&self.name))?;
        } else {
            write!(f, "{}", percent::component(&self.name))?;
        }
        if let Some(version) = &self.version {
            write!(f, "@{}", percent::component(version))?;
        }
        for (index, (key, value)) in self.qualifiers.iter().enumerate() {
            write!(f, "{}{key}={}", if index == 0 { '?' } else { '&' }, percent::component(value))?;
        }
        if let Some(subpath) = &self.subpath {
            write!(f, "#{}", percent::path(subpath))?;
        }
        Ok(())
    }
}

fn parse_query(query: &str) -> Result<BTreeMap<String, String>, PurlError> {
    let mut found = BTreeMap::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        if found.insert(key.to_owned(), percent::decode(value)?).is_some() {
            return Err(PurlError::TwiceKey(key.to_owned()));
        }
    }
    Ok(found)
}

fn qualifiers(given: BTreeMap<String, String>) -> Result<BTreeMap<String, String>, PurlError> {
    let mut kept = BTreeMap::new();
    for (key, value) in given {
        let lower = key.to_ascii_lowercase();
        if !is_word(&lower, b".-_") {
            return Err(PurlError::Key(key));
        }
        if !value.is_empty() && kept.insert(lower, value).is_some() {
            return Err(PurlError::TwiceKey(key));
        }
    }
    Ok(kept)
}

/// Whether a text in lower case is made of letters, digits and `others`, and does not begin with a digit.
fn is_word(text: &str, others: &[u8]) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || others.contains(&byte);
    text.bytes().next().is_some_and(|first| !first.is_ascii_digit()) && text.bytes().all(allowed)
}

/// A path without empty segments and, of a subpath, without `.` and `..`.
fn segments(path: &str, subpath: bool) -> String {
    let keep = |segment: &&str| !(segment.is_empty() || subpath && matches!(*segment, "." | ".."));
    path.split('/').filter(keep).collect::<Vec<_>>().join("/")
}

fn some(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, canonical: &str) {
        let purl: Purl = text.parse().unwrap();
        assert_eq!(purl.to_string(), canonical);
        assert_eq!(canonical.parse::<Purl>().unwrap(), purl, "the canonical text says the same");
    }

    #[test]
    fn equal_packages_have_one_text() {
        check("pkg:npm/@acme/orders@1.0.0", "pkg:npm/%40acme/orders@1.0.0");
        check("PKG://PyPI/Order_Book@2?b=2&A=1&c=", "pkg:pypi/order-book@2?a=1&b=2");
        check("pkg:cargo/a%2F%2Fb@1", "pkg:cargo/a%2F%2Fb@1");
        check("pkg:maven/acme/a%20b@1+x#./c/../d//e", "pkg:maven/acme/a%20b@1%2Bx#c/d/e");
        check("pkg:npm/JSONStream@1", "pkg:npm/JSONStream@1");
    }

    #[test]
    fn what_is_no_package_url_says_why() {
        let error = |text: &str| text.parse::<Purl>().unwrap_err().to_string();
        assert_eq!(error("npm/a@1"), "a package URL begins with `pkg:`");
        assert_eq!(error("pkg:1npm/a"), "`1npm` is no package type");
        assert_eq!(error("pkg:npm/@1.0"), "a package URL needs a name");
        assert_eq!(error("pkg:npm/a?b=1&b=2"), "the qualifier `b` is given twice");
        assert_eq!(error("pkg:npm/a?b c=1"), "`b c` is no key of a qualifier");
        assert_eq!(error("pkg:npm/a%f"), "`a%f` holds a broken percent escape");
        assert_eq!(error("pkg:npm/a%ff"), "`a%ff` holds a broken percent escape");
        assert_eq!(error("pkg:swift/a@1"), "a package URL of type `swift` needs a namespace");
    }
}
