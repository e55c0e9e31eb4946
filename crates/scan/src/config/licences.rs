//! `[licences]` of the config: which licences of packages the project takes.

use std::ops::Range;

use packages::Ecosystem;
use sbom::{Licence, LicenceError, LicencePolicy};

use super::ConfigError;
use super::table::{self, Value};

/// Which licences a project takes, and what it decided about single packages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LicenceRules {
    /// Which licences it takes.
    pub policy: LicencePolicy,
    /// What it decided about single packages.
    pub packages: Vec<LicenceRule>,
}

/// What a project decided about one package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LicenceRule {
    /// Where it is known.
    pub ecosystem: Ecosystem,
    /// Its name as the ecosystem compares it.
    pub name: String,
    /// The one version that is meant; `None` for all.
    pub version: Option<String>,
    /// The licence it has, whatever its files say; `None` where it is taken with any.
    pub licence: Option<String>,
    /// Why.
    pub reason: String,
}

impl LicenceRules {
    /// What was decided about a package; what is said of its version is stronger. The name is one as the ecosystem compares it,
    /// and `kind` the type of its package URLs.
    pub fn of(&self, kind: &str, name: &str, version: Option<&str>) -> Option<&LicenceRule> {
        let own = || self.packages.iter().filter(|rule| rule.ecosystem.purl_kind() == kind && rule.name == name);
        let exact = own().find(|rule| rule.version.is_some() && rule.version.as_deref() == version);
        exact.or_else(|| own().find(|rule| rule.version.is_none()))
    }
}

/// The keys of `[licences]`.
pub(super) const KEYS: [&str; 3] = ["allow", "deny", "packages"];
/// The keys of `[licences.packages."TYPE/NAME"]`.
pub(super) const PACKAGE_KEYS: [&str; 2] = ["licence", "reason"];

/// Reads the table.
pub(super) fn read(value: Value<'_>) -> Result<LicenceRules, ConfigError> {
    let (mut allow, mut deny, mut packages) = (Vec::new(), Vec::new(), Vec::new());
    for (key, value) in table::entries(table::table(value)?, &KEYS, "key")? {
        match key {
            "allow" => allow = ids(value)?,
            "deny" => deny = ids(value)?,
            _ => packages = decided(value)?,
        }
    }
    let policy = LicencePolicy::new(&allow, &deny).map_err(|error| licence_error(&error, value.span()))?;
    Ok(LicenceRules { policy, packages })
}

/// Texts that are each one licence.
fn ids<'t>(value: Value<'t>) -> Result<Vec<&'t str>, ConfigError> {
    let checked = table::texts(value)?.into_iter().map(|(text, span)| {
        LicencePolicy::new(&[text], &[]).map(|_| text).map_err(|error| licence_error(&error, span))
    });
    checked.collect()
}

fn licence_error(error: &LicenceError, span: Range<usize>) -> ConfigError {
    let help = match error {
        LicenceError::Malformed { .. } => Some("write an id of the SPDX list, such as `Apache-2.0`".to_owned()),
        LicenceError::Several(_) => None,
    };
    ConfigError { message: error.to_string(), span, help }
}

fn decided(value: Value<'_>) -> Result<Vec<LicenceRule>, ConfigError> {
    let mut rules = Vec::new();
    for (key, body) in table::table(value)? {
        let (ecosystem, name, version) = package(key.get_ref(), key.span())?;
        let (mut licence, mut reason) = (None, None);
        for (key, value) in table::entries(table::table(body)?, &PACKAGE_KEYS, "key")? {
            let text = table::text(value)?.trim();
            match key {
                "licence" => {
                    let read = Licence::parse(text).map_err(|error| licence_error(&error, value.span()))?;
                    licence = Some(read.as_str().to_owned());
                }
                _ => reason = Some(text.to_owned()).filter(|reason| !reason.is_empty()),
            }
        }
        let reason = reason.ok_or_else(|| ConfigError {
            message: "an exception needs `reason`".to_owned(),
            span: key.span(),
            help: Some("say why, for the people who come after you".to_owned()),
        })?;
        rules.push(LicenceRule { ecosystem, name, version, licence, reason });
    }
    Ok(rules)
}

/// `TYPE/NAME@VERSION`, as package URLs have it but without percent signs.
fn package(text: &str, span: Range<usize>) -> Result<(Ecosystem, String, Option<String>), ConfigError> {
    let (kind, rest) = text.split_once('/').filter(|(_, rest)| !rest.is_empty()).ok_or_else(|| ConfigError {
        message: "expected `TYPE/NAME` or `TYPE/NAME@VERSION`".to_owned(),
        span: span.clone(),
        help: Some("such as `npm/left-pad@1.3.0`".to_owned()),
    })?;
    let kinds = || Ecosystem::ALL.into_iter();
    let ecosystem = kinds()
        .find(|ecosystem| ecosystem.purl_kind() == kind)
        .ok_or_else(|| table::unknown("type of packages", kind, kinds().map(Ecosystem::purl_kind), span))?;
    // The scope of npm begins with the same sign.
    let versioned = rest.rsplit_once('@').filter(|(name, version)| !name.is_empty() && !version.contains('/'));
    let (name, version) = versioned.map_or((rest, None), |(name, version)| (name, Some(version.to_owned())));
    Ok((ecosystem, ecosystem.normalise(name), version))
}
